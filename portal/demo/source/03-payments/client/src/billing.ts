// Publishable by design: the browser needs it to open the payment form.
export const stripePublishableKey = "@@STRIPE_PUBLISHABLE@@";

export async function openPayment(invoice: string) {
  const answer = await fetch(`/v1/invoices/${invoice}/session`, { method: "POST" });
  return answer.json();
}
