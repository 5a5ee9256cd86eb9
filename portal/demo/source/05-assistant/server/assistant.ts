import { lanes } from "./lanes.js";

const instructions = "You answer questions about freight rates. Use only the lanes you are given.";

export async function ask(question: string): Promise<string> {
  const answer = await fetch("https://api.openai.com/v1/responses", {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.OPENAI_API_KEY}`, "Content-Type": "application/json" },
    body: JSON.stringify({ model: "gpt-5-mini", instructions, input: `${question}\n${JSON.stringify(await lanes())}` }),
  });
  const body = await answer.json();
  return body.output_text;
}
