function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export const config = {
  port: Number(process.env.PORT ?? 8080),
  databaseUrl: required("DATABASE_URL"),
  region: process.env.AWS_REGION ?? "eu-central-1",
  stripeKey: process.env.STRIPE_SECRET_KEY,
};
