-- Staff sign-in. The tables are better-auth's own (its schema generator wrote the columns); they hold
-- people, not businesses: one person may work for several, and staff says which.

create schema auth;
grant usage on schema auth to quen_app;

create table auth."user" (
  "id"               text not null primary key,
  "name"             text not null,
  "email"            text not null unique,
  "emailVerified"    boolean not null,
  "image"            text,
  "createdAt"        timestamptz not null default current_timestamp,
  "updatedAt"        timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean
);

create table auth."session" (
  "id"        text not null primary key,
  "expiresAt" timestamptz not null,
  "token"     text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId"    text not null references auth."user" ("id") on delete cascade
);
create index "session_userId_idx" on auth."session" ("userId");

create table auth."account" (
  "id"                    text not null primary key,
  "accountId"             text not null,
  "providerId"            text not null,
  "userId"                text not null references auth."user" ("id") on delete cascade,
  "accessToken"           text,
  "refreshToken"          text,
  "idToken"               text,
  "accessTokenExpiresAt"  timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope"                 text,
  "password"              text,
  "createdAt"             timestamptz not null default current_timestamp,
  "updatedAt"             timestamptz not null
);
create index "account_userId_idx" on auth."account" ("userId");

create table auth."verification" (
  "id"         text not null primary key,
  "identifier" text not null,
  "value"      text not null,
  "expiresAt"  timestamptz not null,
  "createdAt"  timestamptz not null default current_timestamp,
  "updatedAt"  timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on auth."verification" ("identifier");

create table auth."twoFactor" (
  "id"                      text not null primary key,
  "secret"                  text not null,
  "backupCodes"             text not null,
  "userId"                  text not null references auth."user" ("id") on delete cascade,
  "verified"                boolean,
  "failedVerificationCount" integer,
  "lockedUntil"             timestamptz
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

-- How often something was tried (a sign-in from an address, for an account …) in the window that ends
-- at "until". Keys are hashes: addresses and e-mails are personal data.
create table auth.attempts (
  key   bytea primary key,
  count integer not null,
  until timestamptz not null
);
create index attempts_until on auth.attempts (until);

grant select, insert, update, delete on all tables in schema auth to quen_app;
