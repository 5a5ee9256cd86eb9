create table lane (
  id bigint generated always as identity primary key,
  origin text not null,
  destination text not null
);

create table rate (
  id bigint generated always as identity primary key,
  lane_id bigint not null references lane (id),
  euros integer not null,
  quoted_at timestamptz not null default now()
);
