import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_KEYWORDS } from '../../src/openapi/dto-schemas.js';
import type { Schema } from '../../src/openapi/schema.js';
import { TestLedger } from '../e2e/api/test-ledger.js';

const SEEDS = join(import.meta.dirname, '..', '..', 'seeds');

/** The lines of all seeds in loading order. */
export const seedLines = readdirSync(SEEDS)
  .filter((name) => name.endsWith('.ndjson'))
  .sort()
  .flatMap((file) => readFileSync(join(SEEDS, file), 'utf8').trim().split('\n'));

export async function seededLedger(settings: Readonly<Record<string, string>> = {}): Promise<TestLedger> {
  const ledger = await TestLedger.start({
    ...settings,
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
  });
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

/** The OpenAPI document of a running ledger, with checks of requests and responses against it. */
export class ServedDocument {
  private readonly ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });

  private constructor(readonly document: Document) {
    addFormats.default(this.ajv);
    this.ajv.addVocabulary(['discriminator', ...OWN_KEYWORDS, ...Object.keys(document)]);
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
      /** Returns the errors of a request body. */
      requestErrors: (body: unknown) =>
        this.schemaErrors(`${pointer}/requestBody/content/application~1json/schema`, body),
      /** Returns the errors of a response: its status, media type or body. */
      responseErrors: (status: number, type: string | undefined, body: unknown): string[] => {
        const response = operation.responses[status];
        if (!response) return [`${method} ${path} does not document the status ${status}`];
        const base = response.$ref?.slice(1) ?? `${pointer}/responses/${status}`;
        if (type === undefined && (status === 204 || status === 304)) return [];
        const media = type?.split(';', 1)[0] ?? '';
        const { content = {} } = this.resolve(base) as { readonly content?: Readonly<Record<string, object>> };
        if (!(media in content)) return [`${method} ${path} does not document ${media} for ${status}`];
        return 'schema' in (content[media] ?? {})
          ? this.schemaErrors(`${base}/content/${escaped(media)}/schema`, body)
          : [];
      },
      /** Returns the documented headers of a response, in lower case. */
      headersOf: (status: number): string[] => {
        const response = operation.responses[status];
        const { headers = {} } = this.resolve(response?.$ref?.slice(1) ?? `${pointer}/responses/${status}`) as {
          readonly headers?: object;
        };
        return Object.keys(headers).map((name) => name.toLowerCase());
      },
    };
  }

  componentErrors(component: string, value: unknown): string[] {
    return this.schemaErrors(`/components/schemas/${component}`, value);
  }

  private schemaErrors(pointer: string, value: unknown): string[] {
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
