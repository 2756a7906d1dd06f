// Options of a role change.
import { pgRole } from 'drizzle-orm/pg-core';

export const admin = pgRole('fuzz_admin', { createRole: true, inherit: false });
