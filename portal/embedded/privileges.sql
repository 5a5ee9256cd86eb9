-- What the app may do with everything the owner makes; run by a superuser inside the database.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO launchready_owner;
GRANT USAGE ON SCHEMA public TO launchready_app;
ALTER DEFAULT PRIVILEGES FOR ROLE launchready_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO launchready_app;
ALTER DEFAULT PRIVILEGES FOR ROLE launchready_owner GRANT USAGE, SELECT ON SEQUENCES TO launchready_app;
