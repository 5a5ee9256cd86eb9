import { pool } from "./database.js";

export async function lanes() {
  const { rows } = await pool.query("select id, origin, destination from lane order by id");
  for (const lane of rows) {
    const rate = await pool.query("select euros from rate where lane_id = $1 order by quoted_at desc limit 1", [lane.id]);
    lane.rate = rate.rows[0]?.euros;
  }
  return rows;
}
