import { expect, test } from "vitest";
import { claims } from "./session.js";

// The token every tutorial prints.
const sample = "@@TEXTBOOK_JWT@@";

test("the subject is read from the token", () => {
  expect(claims(sample).sub).toBe("1234567890");
});
