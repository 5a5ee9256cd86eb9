import { pool } from "./database.js";

export async function lanes() {
  const { rows } = await pool.query("select id, origin, destination from lane order by id");
  return rows;
}
