-- An office is asked, not a person: who may answer says the role in that office. The tables are new and empty.
alter table cases.participation drop column account_id;
alter table cases.statement_request drop column account_id;
