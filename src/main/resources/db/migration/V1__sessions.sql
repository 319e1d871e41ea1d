create table person (
  id uuid primary key,
  name varchar(80) not null,
  language varchar(35) not null,
  created timestamp (6) with time zone not null
);

-- Each running process takes a number and holds the advisory lock of that number while it lives.
create sequence node_number as integer;

create table session (
  id varchar(36) primary key,
  person_id uuid not null references person,
  token_hash varchar(64) not null unique,
  exercise varchar(100) not null,
  created timestamp (6) with time zone not null,
  node integer,
  epoch bigint not null,
  position bigint not null,
  tail bytea not null
) with (fillfactor = 50); -- every command rewrites a session's row: leave room to do so in place

create index session_created on session (created desc);

create table log_chunk (
  session_id varchar(36) not null references session on delete cascade,
  first_position bigint not null,
  last_position bigint not null,
  entries bytea not null,
  primary key (session_id, first_position),
  check (first_position between 1 and last_position)
);

-- The entries arrive compressed.
alter table log_chunk alter column entries set storage external;
