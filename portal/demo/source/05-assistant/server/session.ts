export function claims(token: string): { sub: string } {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
}
