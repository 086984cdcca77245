import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from '../../src/openapi/schema.js';
import { TestLedger } from '../e2e/api/test-ledger.js';

const SEEDS = join(import.meta.dirname, '..', '..', 'seeds');

/** The lines of all seeds, in the order in which they are loaded. */
export const seedLines = readdirSync(SEEDS)
  .filter((name) => name.endsWith('.ndjson'))
  .sort()
  .flatMap((file) => readFileSync(join(SEEDS, file), 'utf8').trim().split('\n'));

export async function seededLedger(): Promise<TestLedger> {
  const ledger = await TestLedger.start();
  await ledger.import(seedLines);
  return ledger;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Schema[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly examples?: object }>> };
  readonly responses: Readonly<Record<string, { readonly headers?: object; readonly $ref?: string }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

/** The document that a ledger serves, and checks of what it says. */
export class ServedDocument {
  private readonly ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });

  private constructor(readonly document: Document) {
    addFormats.default(this.ajv);
    this.ajv.addVocabulary(['discriminator', ...Object.keys(document)]);
    this.ajv.addSchema(document, 'openapi');
  }

  static async of(ledger: TestLedger): Promise<ServedDocument> {
    const { text } = await ledger.get('/openapi.json').expect(200);
    return new ServedDocument(JSON.parse(text) as Document);
  }

  get operations(): { readonly path: string; readonly method: string; readonly operation: Operation }[] {
    return Object.entries(this.document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  }

  find(operationId: string): ReturnType<ServedDocument['at']> {
    const found = this.operations.find(({ operation }) => operation.operationId === operationId);
    if (!found) throw new Error(`There is no operation ${operationId}.`);
    return this.at(found.path, found.method);
  }

  at(path: string, method: string) {
    const operation = this.document.paths[path]?.[method];
    if (!operation) throw new Error(`${method} ${path} is not in the document.`);
    const pointer = `/paths/${escaped(path)}/${method}`;
    return {
      path,
      method,
      operation,
      /** What is wrong with the body of a request, if anything. */
      wrongWithRequest: (body: unknown) => this.wrong(`${pointer}/requestBody/content/application~1json/schema`, body),
      /** What is wrong with an answer: its status, its media type or its body. */
      wrongWithAnswer: (status: number, type: string, body: unknown): string[] => {
        const response = operation.responses[status];
        if (!response) return [`${method} ${path} says nothing of ${status}`];
        const base = response.$ref?.slice(1) ?? `${pointer}/responses/${status}`;
        const media = type.split(';', 1)[0] ?? '';
        const content = this.resolve(base) as { readonly content: Readonly<Record<string, object>> };
        if (!(media in content.content)) return [`${method} ${path} says nothing of ${media} at ${status}`];
        return 'schema' in (content.content[media] ?? {})
          ? this.wrong(`${base}/content/${escaped(media)}/schema`, body)
          : [];
      },
      /** The names of the headers that it says an answer may have, in lower case. */
      headersOf: (status: number): string[] => {
        const response = operation.responses[status];
        const { headers = {} } = this.resolve(response?.$ref?.slice(1) ?? `${pointer}/responses/${status}`) as {
          readonly headers?: object;
        };
        return Object.keys(headers).map((name) => name.toLowerCase());
      },
    };
  }

  wrongWith(component: string, value: unknown): string[] {
    return this.wrong(`/components/schemas/${component}`, value);
  }

  private wrong(pointer: string, value: unknown): string[] {
    const validate = this.ajv.getSchema(`openapi#${encodeURI(pointer)}`) as ValidateFunction | undefined;
    if (!validate) throw new Error(`There is no schema at ${pointer}.`);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    );
  }

  private resolve(pointer: string): unknown {
    return pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce((value: unknown, part) => (value as Record<string, unknown>)[part], this.document);
  }
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
