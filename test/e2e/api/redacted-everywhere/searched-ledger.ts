import { spawnSync } from 'node:child_process';
import request from 'supertest';
import { CommandExecutor } from '../../../../src/command-handling/command-executor.js';
import type { RecordedEvent } from '../../../../src/event-log/event-log.js';
import type { EventSchemas } from '../../../../src/validation/event-definition.js';
import { renewExplorerFiles } from '../../../support/explorer-files.js';
import { SseClient } from '../../../support/sse-client.js';
import { WebhookReceiver } from '../../../support/webhook-receiver.js';
import { asText, TestLedger } from '../test-ledger.js';
import { addressesOf } from './addresses.js';
import { fieldsIn, fieldsOf, FORMS, hasWord, WORD } from './words.js';

const BROWSER = 'text/html,application/xhtml+xml';
const WHY = { reason: 'Right to erasure', authority: 'Art. 17 GDPR' };

/** A ledger in which a word is sought: in its answers, feeds, files, and in what it sends. */
export class SearchedLedger {
  private constructor(
    readonly ledger: TestLedger,
    readonly receiver: WebhookReceiver,
    private readonly counsel: string,
  ) {}

  static async start(): Promise<SearchedLedger> {
    renewExplorerFiles();
    const receiver = await WebhookReceiver.start();
    receiver.answer = ({ path, body }) =>
      path.endsWith('/silent') ? new Promise(() => undefined) : { status: 200, body: `You sent ${body}` };
    const ledger = await TestLedger.start({
      CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
      CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
      CLAIM_LEDGER_RATE_LIMIT: 'off',
    });
    const { body } = await ledger.post('/v1/keys', { principal: 'counsel', scopes: ['admin'] }).expect(201);
    return new SearchedLedger(ledger, receiver, body.key as string);
  }

  async stop(): Promise<void> {
    await this.ledger.stop();
    await this.receiver.stop();
  }

  get executor(): CommandExecutor {
    return this.ledger.app.get(CommandExecutor, { strict: false });
  }

  async json(path: string): Promise<Record<string, unknown>> {
    return (await this.ledger.write('get', path).expect(200)).body as Record<string, unknown>;
  }

  async items(path: string): Promise<Record<string, unknown>[]> {
    return (await this.json(path))['items'] as Record<string, unknown>[];
  }

  /** Resolves when the condition holds, which is checked every few milliseconds. */
  async until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /**
   * Redacts every event of the log that has the word, and expects that nothing has it afterwards.
   *
   * @param schemas of which every field that can have words has the word
   * @param answers so many addresses have the word before, at least
   * @param files so many files of the data folder have it before, at least
   */
  async expectErased(schemas: readonly EventSchemas[], answers: number, files = 2): Promise<void> {
    const targets = (await this.events()).filter(({ data }) => hasWord(JSON.stringify(data)));
    expect(fieldsIn(targets, schemas)).toEqual(fieldsOf(schemas));
    const asOf = new Date().toISOString();
    const having = (await this.addressesWithWord(asOf)).map((address) => address.replace(/\?.*/, ''));
    expect(new Set(having).size).toBeGreaterThanOrEqual(answers);
    expect(this.filesWithWord().length).toBeGreaterThanOrEqual(files);

    const redactions: string[] = [];
    for (const { stream, revision } of targets) redactions.push(await this.redact({ stream, revision }));
    for (const id of redactions) {
      await this.until(async () => {
        const { erasure } = await this.json(`/v1/redactions/${id}`);
        return !Object.values(erasure as object).includes('pending');
      });
    }
    expect(this.filesWithWord()).toEqual([]);
    expect(await this.addressesWithWord(asOf)).toEqual([]);
    expect(hasWord(await this.feedTexts())).toBe(false);
    expect(this.filesWithWord()).toEqual([]);
  }

  /** What the feeds send from the beginning. */
  async feedTexts(): Promise<string> {
    const texts: string[] = [];
    for (const path of ['/v1/events', '/v1/changes']) {
      const { body } = await this.get(`${path}?limit=200`);
      const all = (JSON.parse(body as string) as unknown[]).length;
      const client = await SseClient.open(`${this.ledger.url}${path}?after=beginning`, {
        Authorization: `Bearer ${this.ledger.key}`,
      });
      await client.waitUntil(() => client.messages.length >= all);
      texts.push(JSON.stringify(client.messages));
      client.close();
    }
    return texts.join('\n');
  }

  private get(path: string, accept = '*/*'): request.Test {
    return asText(this.ledger.write('get', path).set('Accept', accept));
  }

  private async redact(target: object): Promise<string> {
    const { body } = await this.ledger.post('/v1/redactions', { ...target, ...WHY }).expect(201);
    const id = body.id as string;
    await request(this.ledger.url)
      .post(`/v1/redactions/${id}/approve`)
      .set('Authorization', `Bearer ${this.counsel}`)
      .expect(201);
    return id;
  }

  private async events(): Promise<RecordedEvent[]> {
    const log = await this.ledger.openLog();
    const events: RecordedEvent[] = [];
    for await (const event of log.readAll()) events.push(event);
    await log.close();
    return events;
  }

  /** The addresses of the API and of pages whose answers have the word, now and as of a moment. */
  private async addressesWithWord(asOf: string): Promise<string[]> {
    const having: string[] = [];
    for (const address of await addressesOf(this, asOf)) {
      const { body, text, status } = await this.get(address, address.startsWith('/v1') ? '*/*' : BROWSER);
      // `null` is what there is no answer for, such as a page that needs a session.
      if (status >= 500) throw new Error(`${address} answers ${status}.`);
      // What was searched for is in the form of the page, and in links to more.
      if (hasWord(String(body ?? text).replaceAll(/q=Zzyzx/g, ''))) having.push(address);
    }
    return having;
  }

  /** The files of the data folder with the word. In a process of its own: here, closing a file would end its locks. */
  private filesWithWord(): string[] {
    const forms = FORMS.flatMap((form) => ['-e', form]);
    const { folder } = this.ledger;
    const plain = spawnSync('grep', ['-rlai', WORD, folder], { encoding: 'utf8' });
    const encoded = spawnSync('grep', ['-rlaF', ...forms, folder], { encoding: 'utf8' });
    return `${plain.stdout}${encoded.stdout}`.split('\n').filter((name) => name !== '');
  }
}
