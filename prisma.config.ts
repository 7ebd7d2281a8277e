import { defineConfig } from 'prisma/config';

// Only the development CLI reads this; the running product opens its database in prisma/client.ts.
export default defineConfig({
  schema: 'prisma/sqlite',
  migrations: { path: 'prisma/sqlite/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'file:.onward/dev.db' },
});
