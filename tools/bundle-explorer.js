// Builds what the explorer's pages load in a browser: script, style, words. Names have a hash of the content, so
// their copies in caches never expire. Alone, it renews the newest build: `node tools/bundle-explorer.js`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@formatjs/icu-messageformat-parser';
import { rolldown } from 'rolldown';
import { licencesOf } from './licences.js';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(PROJECT, 'src/explorer');
const LICENCES = 'licences.txt';

/** Writes the files and their manifest into the folder `browser` of a build. */
export async function bundleExplorer(build) {
  const folder = join(build, 'browser');
  mkdirSync(folder, { recursive: true });
  const { entry, pages, files: modules, licences } = await bundleScript(folder);
  writeFileSync(join(folder, LICENCES), licences);
  const write = (name, content) => {
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
    const file = name.replace(/(\.\w+)$/, `-${hash}$1`);
    writeFileSync(join(folder, file), content);
    return file;
  };
  const style = write('style.css', styleSheet());
  const icon = write('icon.svg', readFileSync(join(SOURCE, 'style/icon.svg')));
  const words = Object.fromEntries(
    languages().map((language) => [language, write(`${language}.json`, JSON.stringify(compiledWords(language)))]),
  );
  const files = [...modules, LICENCES, style, icon, ...Object.values(words)];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ entry, pages, style, icon, words, files }));
}

async function bundleScript(folder) {
  const bundle = await rolldown({
    input: { explorer: join(SOURCE, 'browser/main.ts') },
    platform: 'browser',
    tsconfig: join(PROJECT, 'tsconfig.json'),
    resolve: {
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
      alias: {
        // Messages are parsed at build time.
        '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js',
        '@formatjs/fast-memoize': join(PROJECT, 'tools/no-memoize.js'),
      },
    },
    logLevel: 'warn',
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'esm',
    minify: true,
    comments: { annotation: false },
    banner: ({ isEntry }) => (isEntry ? `/*! The licences of the packages in these files: ${LICENCES} */` : ''),
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: '[name]-[hash].js',
    // What most pages need, in one file. The page of a claim, which is the largest, doesn't need the rest first.
    codeSplitting: {
      groups: [
        {
          name: 'shared',
          test: /\/explorer\/(?:page\.ts$|(?:api(?!\/(?:names|api|mentions|moment-of-read|similar)\b)|components(?!\/(?:claim-list|marked-text|may|later)\b)|words)\/)/,
          minShareCount: 8,
        },
        // Parts of the page of a claim and few others, which would each be a file.
        {
          name: 'parts',
          test: /\/(?:recorder|remaining-opposition|change-text)\.tsx?$/,
        },
      ],
    },
  });
  await bundle.close();
  const chunks = output.filter(({ type }) => type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  const pages = chunks.flatMap((chunk) => {
    const [, page] = /pages\/[\w-]+\/([\w-]+)\.page\.ts$/.exec(chunk.facadeModuleId?.replaceAll('\\', '/') ?? '') ?? [];
    return page === undefined ? [] : [[page, [...new Set([chunk.fileName, ...entry.imports, ...chunk.imports])]]];
  });
  const others = (files) => files.filter((file) => file !== entry.fileName);
  return {
    entry: entry.fileName,
    pages: Object.fromEntries(pages.map(([page, files]) => [page, others(files)])),
    files: chunks.map(({ fileName }) => fileName),
    licences: licencesOf(chunks.flatMap(({ moduleIds }) => moduleIds)),
  };
}

/** The parts in the order of their names, without comments and indentation. */
function styleSheet() {
  const parts = readdirSync(join(SOURCE, 'style')).filter((name) => name.endsWith('.css'));
  return parts
    .sort()
    .map((name) => readFileSync(join(SOURCE, 'style', name), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s+/gm, '');
}

const languages = () =>
  readdirSync(join(SOURCE, 'words'), { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? each.name : []));

/** The messages of a language, with the English ones in place of those that it lacks. */
function compiledWords(language) {
  return { ...compiledFiles('en'), ...(language !== 'en' && compiledFiles(language)) };
}

function compiledFiles(language) {
  const folder = join(SOURCE, 'words', language);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.assign(
    {},
    ...files.sort().map((name) => {
      const messages = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return Object.fromEntries(
        Object.entries(messages).map(([key, text]) => [key, compiled(text, `${language}/${name}: ${key}`)]),
      );
    }),
  );
}

/** A text without placeholders stays one. */
function compiled(text, where) {
  try {
    const elements = parse(text);
    const isPlain = elements.length === 1 && elements[0].type === 0;
    return isPlain ? elements[0].value : elements;
  } catch (error) {
    throw new Error(`${where} is not an ICU message: ${error.message}`, { cause: error });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(PROJECT, 'dist');
  if (!existsSync(dist)) throw new Error('There is no build yet: run npm run build.');
  await bundleExplorer(dist);
  console.log('Built dist/browser. Files of before stay, for pages that are open.');
}
