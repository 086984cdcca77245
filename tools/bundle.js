// The program loads over a thousand modules; as they are, that takes most of the time of a short command. So the
// entry points of a build are replaced by bundles: the modules that they load, packages included, in a few files.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { licencesOf } from './licences.js';
import { spreadLiterals } from './spread-literals.js';

/** As deep in a build as `lib`, whose modules find other files of the package by relative addresses. */
const CHUNKS = 'program';
/** Loaded as packages: one compiles natively, one reads files of its own. */
const EXTERNAL = ['better-sqlite3', /^@eventstore\/db-client/];
/** What NestJS would use if it were installed. */
const ABSENT = [
  /^@nestjs\/(?:microservices|websockets|platform-express)/,
  /^@fastify\/(?:static|view|multipart)/,
  'class-transformer/storage',
];

/** Replaces the entry points of a compiled build by bundles, and writes the licences of the packages in them. */
export async function bundleProgram(build) {
  const files = readdirSync(build, { recursive: true });
  const entryPoints = files.flatMap((file) => /^(cli|.*\.worker)\.js$/.exec(file)?.[1] ?? []);
  const bundle = await rolldown({
    input: Object.fromEntries(entryPoints.map((name) => [name, join(build, `${name}.js`)])),
    platform: 'node',
    external: [...EXTERNAL, ...ABSENT],
    plugins: [spreadLiterals],
    // The code stays as it was written: so that it can be read where an error points.
    optimization: { inlineConst: false },
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    dir: build,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: `${CHUNKS}/[name]-[hash].js`,
    // Modules run in the order of their imports, also those of different chunks: `reflect-metadata` before decorators.
    strictExecutionOrder: true,
    // NestJS finds providers, and says what it can't, by the names of classes.
    keepNames: true,
  });
  await bundle.close();
  for (const name of entryPoints) rmSync(join(build, `${name}.js.map`), { force: true });
  const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  mkdirSync(join(build, CHUNKS), { recursive: true });
  writeFileSync(join(build, CHUNKS, 'LICENSES.txt'), licencesOf(modules));
}
