// Runs the simulation: `npm run simulate -- --seeds 1000`. See `docs/explanation/simulation.md`.
//
// The sources are bundled as they are, except what connects a process with its surroundings: the driver of SQLite, and the
// client of the event store.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

const project = fileURLToPath(new URL('..', import.meta.url));
const simulation = join(project, 'test/simulation');
const target = join(project, '.dist-simulation', String(process.pid));

const EXTERNAL = [/^@eventstore\/db-client/];

const replaced = {
  name: 'replaced',
  resolveId(id, importer = '') {
    if (id === 'better-sqlite3') {
      const isItself = importer.endsWith('simulation/host/database.ts');
      return isItself ? { id, external: true } : join(simulation, 'host/database.ts');
    }
    if (id.endsWith('/delivery-client.js')) return join(simulation, 'receivers/delivery-client.ts');
    if (id === './client.js' && importer.includes('src/event-log/eventstoredb/'))
      return join(simulation, 'event-store/client.ts');
    return null;
  },
};

/** The threads that a simulation has. */
const THREADS = ['dispatcher', 'log-writer', 'projection', 'replay'];
const threadFile = (name) => join(project, `src/threads/${name}.worker.ts`);

/** The file of a worker runs once for each worker: here, as a function of what it gets from its thread. */
const threadsAsFunctions = {
  name: 'threads as functions',
  resolveId: (id) => (id === 'simulation:threads' ? id : null),
  load(id) {
    if (id !== 'simulation:threads') return null;
    const imports = THREADS.map(
      (name, index) => `import { run as run${index} } from ${JSON.stringify(threadFile(name))};`,
    );
    const entries = THREADS.map((name, index) => `${JSON.stringify(name)}: run${index}`);
    return `${imports.join('\n')}\nexport const threadCode = { ${entries.join(', ')} };`;
  },
  transform(code, id) {
    if (!THREADS.some((name) => id === threadFile(name))) return null;
    const imports = code.match(/^import [^;]*;$/gm) ?? [];
    const body = imports.reduce((rest, each) => rest.replace(each, ''), code);
    const kept = imports.filter((each) => !each.includes("'node:worker_threads'"));
    return {
      code: `${kept.join('\n')}\nexport async function run(parentPort, workerData) {\n${body}\n}\n`,
      moduleType: 'ts',
    };
  },
};

const defects = JSON.parse(readFileSync(join(simulation, 'defects.json'), 'utf8'));

/** Breaks the code on purpose: see `test/simulation/defects.json`. */
function broken(name) {
  const defect = defects.find((each) => each.name === name);
  if (!defect) throw new Error(`There is no defect "${name}". Known: ${defects.map((each) => each.name).join(', ')}.`);
  return {
    name: 'broken',
    transform(code, id) {
      if (id !== join(project, defect.file)) return null;
      return {
        code: defect.changes.reduce((changed, change) => replaceOnce(changed, change, defect), code),
        moduleType: 'ts',
      };
    },
  };
}

function replaceOnce(code, [found, replacement], { name, file }) {
  if (code.split(found).length !== 2)
    throw new Error(`${file} doesn't have exactly one "${found}", which ${name} changes.`);
  return code.replace(found, () => replacement);
}

const { values } = parseArgs({ options: { break: { type: 'string' } }, strict: false });

const bundle = await rolldown({
  input: { main: join(simulation, 'entry.ts') },
  platform: 'node',
  external: [
    ...EXTERNAL,
    /^@nestjs\/(?:microservices|websockets|platform-express)/,
    /^@fastify\/(?:static|view|multipart)/,
    'class-transformer/storage',
  ],
  plugins: [replaced, threadsAsFunctions, ...(values.break === undefined ? [] : [broken(values.break)])],
  tsconfig: join(project, 'tsconfig.json'),
  // The plugins change lines without source maps: the few that they change are found nevertheless.
  checks: { pluginTimings: false },
  logLevel: 'silent',
});
mkdirSync(target, { recursive: true });
await bundle.write({
  dir: target,
  format: 'esm',
  sourcemap: 'inline',
  strictExecutionOrder: true,
  // Nothing may be loaded in the midst of a run, since that takes real time.
  codeSplitting: false,
  keepNames: true,
});
await bundle.close();
process.setSourceMapsEnabled(true);
try {
  await import(join(target, 'main.js'));
} finally {
  rmSync(target, { recursive: true, force: true });
}
