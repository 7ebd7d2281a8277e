import { defineConfig } from 'prisma/config';

const provider = process.env['DB_PROVIDER'] === 'postgresql' ? 'postgresql' : 'sqlite';

// Only the development CLI reads this; the running product opens its database in prisma/client.ts.
export default defineConfig({
  schema: `prisma/${provider}`,
  migrations: { path: `prisma/${provider}/migrations` },
  datasource: { url: process.env['DATABASE_URL'] ?? 'file:.onward/dev.db' },
});
