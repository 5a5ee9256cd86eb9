export const config = {
  port: Number(process.env.PORT ?? 8080),
  databaseUrl: "@@POSTGRES_URL@@",
};
