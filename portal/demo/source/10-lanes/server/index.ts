import Fastify from "fastify";
import { ask } from "./assistant.js";
import { config } from "./config.js";
import { lanes } from "./lanes.js";

const app = Fastify({ logger: true });

app.get("/health", async () => ({ status: "ok" }));
app.get("/v1/lanes", async () => ({ lanes: await lanes() }));
app.post<{ Body: { question: string } }>("/v1/assistant", async (request) => ({ answer: await ask(request.body.question) }));

await app.listen({ port: config.port, host: "0.0.0.0" });
