import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { builtFile } from '../../lib/built-file.js';
import type { Language } from '../words/languages.js';
import { type Catalogue, Words } from '../words/words.js';

/** What `tools/bundle-explorer.js` writes next to the files: their names, which change with their content. */
interface Manifest {
  /** The module that starts in the browser. */
  readonly entry: string;
  /** The modules that a page needs besides, its own one first, by the name of the page. */
  readonly pages: Readonly<Record<string, readonly string[]>>;
  readonly style: string;
  readonly icon: string;
  readonly words: Readonly<Record<Language, string>>;
  readonly files: readonly string[];
}

export interface AssetFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzip: Buffer;
  readonly brotli: Buffer;
}

const FOLDER = 'browser';
/** Where the files are served. */
export const ASSETS_PATH = '/assets/';

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};

/** The files of the explorer that a build has made, read when they are needed first and kept. */
export class Assets {
  private known: Manifest | undefined;
  private readonly files = new Map<string, AssetFile>();
  private readonly words = new Map<Language, Words>();

  get manifest(): Manifest {
    this.known ??= JSON.parse(this.read('manifest.json').toString('utf8')) as Manifest;
    return this.known;
  }

  /** Undefined for a name that isn't in the manifest. */
  file(name: string): AssetFile | undefined {
    if (!this.manifest.files.includes(name)) return undefined;
    let file = this.files.get(name);
    if (!file) {
      const bytes = this.read(name);
      const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
      file = { type, bytes, gzip: gzipSync(bytes), brotli: brotliCompressSync(bytes) };
      this.files.set(name, file);
    }
    return file;
  }

  /** The address of the module of a page. */
  scriptOf(page: string): string {
    const [own] = this.manifest.pages[page] ?? [];
    if (own === undefined) throw new Error(`The build has no script of the page ${page}.`);
    return `${ASSETS_PATH}${own}`;
  }

  wordsOf(language: Language): Words {
    let words = this.words.get(language);
    if (!words) {
      const catalogue = JSON.parse(this.read(this.manifest.words[language]).toString('utf8')) as Catalogue;
      words = new Words(language, catalogue);
      this.words.set(language, words);
    }
    return words;
  }

  private read(name: string): Buffer {
    return readFileSync(builtFile(`${FOLDER}/${name}`));
  }
}
