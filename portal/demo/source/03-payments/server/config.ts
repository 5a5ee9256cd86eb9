export const config = {
  port: Number(process.env.PORT ?? 8080),
  databaseUrl: "@@POSTGRES_URL@@",
  region: process.env.AWS_REGION ?? "eu-central-1",
  stripeKey: process.env.STRIPE_SECRET_KEY,
};
