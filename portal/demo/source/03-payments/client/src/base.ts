// The anonymous role: row policies decide what it may read.
export const base = {
  url: "https://@@PROJECT_REF@@.supabase.co",
  anonKey: "@@ANON_JWT@@",
};
