import { config } from "./config.js";

export function manifestAddress(name: string): string {
  return `https://tideline-manifests.s3.${config.region}.amazonaws.com/${encodeURIComponent(name)}`;
}
