-- "What happened to this?" is asked of one key, one store, one programme.
create index audit_log_subject on audit_log (tenant_id, subject, id desc);
