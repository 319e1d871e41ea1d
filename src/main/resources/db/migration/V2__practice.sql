-- What a person has done in each exercise, in all their sessions together.
create table practice (
  person_id uuid not null references person,
  exercise text not null,
  started timestamp (6) with time zone not null,
  begun integer not null,
  hints integer not null,
  checks integer not null,
  worked_millis bigint not null,
  cost bigint, -- points of a hundred that the cheapest run cost in which everything was met; null if there is none
  primary key (person_id, exercise)
);

create table practice_item (
  person_id uuid not null,
  exercise text not null,
  item text not null,
  met timestamp (6) with time zone not null,
  primary key (person_id, exercise, item),
  foreign key (person_id, exercise) references practice
);
