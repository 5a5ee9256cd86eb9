-- The two roles; run once by a superuser. One statement a line: the embedded server reads it in single-user mode.
CREATE ROLE launchready_owner LOGIN;
CREATE ROLE launchready_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
