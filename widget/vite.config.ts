import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { lent } from './lent-plugin.config.ts';
import { packed } from './packed-plugin.config.ts';
import { shortVariables } from './short-variables-plugin.config.ts';
import { shorterTemplates } from './template-plugin.config.ts';
import { workedOut } from './worked-out-plugin.config.ts';

/*
 * Two elements, each one ES module and what it loads later: dist/widget/v1/onward-pay.js for the agencies' pages,
 * dist/desk/onward-desk.js for our own. They share no chunk, so that an agency's page loads no byte of the desk.
 */

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const element = (name: string, entry: string, outDir: string): EnvironmentOptions => ({
  consumer: 'client',
  resolve: { conditions: ['module', 'browser', 'production'] }, // whatever NODE_ENV is: Lit has a build for developers
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: here(outDir),
    emptyOutDir: true,
    copyPublicDir: false,
    target: 'es2022',
    lib: { entry: { [name]: here(entry) }, formats: ['es'] },
    rolldownOptions: {
      checks: { bundlerTimings: false }, // how long a build took is no warning to whoever starts the product
      preserveEntrySignatures: false,
      treeshake: { moduleSideEffects: [{ test: /\/node_modules\/(@lit|lit)/, sideEffects: false }] }, // they only export
      output: {
        minify: true, // a library is left with its white space otherwise
        comments: { annotation: false }, // the minifier has heeded them
        entryFileNames: '[name].js',
        chunkFileNames: '[name]-[hash].js',
      },
    },
  },
});

const pay = './pay/define.ts';
const desk = './desk/define.ts';

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: false,
  plugins: [lent(here(pay), 'onward-pay'), workedOut(), shorterTemplates(), shortVariables(), packed()],
  environments: {
    pay: element('onward-pay', pay, '../dist/widget/v1'),
    ...(existsSync(here(desk)) && { desk: element('onward-desk', desk, '../dist/desk') }),
  },
  builder: {
    async buildApp(builder) {
      for (const [name, environment] of Object.entries(builder.environments)) {
        if (name === 'pay' || name === 'desk') await builder.build(environment);
      }
    },
  },
});
