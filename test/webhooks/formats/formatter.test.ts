import fc from 'fast-check';
import { ExpressionProcesses } from '../../../src/threads/expression-processes.js';
import { Formatter } from '../../../src/webhooks/formats/formatter.js';
import { FormatError, FORMATS, type Notification } from '../../../src/webhooks/formats/notification.js';
import { CHANGED, DENIED, HARD, notificationOf } from './examples.js';
import { MAX_BYTES, type Receiver, RECEIVERS } from './receivers.js';

const expressions = new ExpressionProcesses();
const formatter = new Formatter(expressions);
afterAll(() => expressions.close());

const CHATS = ['slack', 'discord', 'teams', 'mattermost', 'text'] as const satisfies readonly Receiver[];
const DENIAL = notificationOf(DENIED);
const LINK = 'https://ledger.example/v1/claims/bridge-closed?asOf=2026-03-01T09%3A30%3A00.250Z';

/** Texts in a body as its readers may see them: all strings, except addresses. */
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.values((value ?? {}) as Readonly<Record<string, unknown>>).flatMap(stringsIn);
const formatted = async (format: Receiver, notification: Notification): Promise<unknown> =>
  JSON.parse((await formatter.format(format, notification)).body);

describe.each(CHATS)('the format %s', (format) => {
  const isTaken = RECEIVERS[format];
  const check = (body: unknown): void => {
    isTaken(body);
    expect(isTaken.errors).toBeNull();
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(MAX_BYTES[format]);
  };

  it.each([
    ['an entry', DENIAL, ['Denied by Mayor Jo Doe.', '“The bridge was open all day.”']],
    [
      'a change of status',
      notificationOf(CHANGED),
      ['Now denied, before reported.', 'The Herald reports it; the mayor denies it.'],
    ],
  ])('has what happened, the claim and the link to it then: %s', async (_what, notification, texts) => {
    const body = await formatted(format, notification);
    check(body);
    const shown = stringsIn(body).join('\n').replaceAll('\\', '');
    for (const text of [...texts, 'The bridge was closed on 1 March 2026.', LINK]) expect(shown).toContain(text);
  });

  it('is complete without a claim, further text and a public address', async () => {
    const body = await formatted(format, { event: DENIED, headline: 'A test.' });
    check(body);
    expect(JSON.stringify(body)).not.toMatch(/undefined|null(?<!contentUrl":null)/);
  });

  it.each(HARD)('is within the limits of its receiver with %s', async (_what, notification) => {
    const body = await formatted(format, notification);
    check(body);
    const strings = stringsIn(body);
    expect(strings.every((each) => each.isWellFormed())).toBe(true);
    expect(strings.join('')).not.toMatch(/[\u202a-\u202e\u0000-\u0009]/);
    expect(strings.some((each) => each.includes(LINK))).toBe(true);
  });

  it('is within the limits of its receiver with any text', async () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 5_000, size: 'max' });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (claim, text) => {
        check(await formatted(format, { ...DENIAL, claim: { id: 'any', text: claim }, text }));
      }),
      // Making texts of this length shorter takes minutes.
      { endOnFailure: true },
    );
  });

  it('is the same for the same notification', async () => {
    expect(await formatter.format(format, DENIAL)).toEqual(await formatter.format(format, DENIAL));
  });
});

describe('markup of a receiver', () => {
  const [, notification] = HARD[0] ?? [];
  const markup = notification as Notification;

  it('is only plain text in Slack, where it notifies nobody', async () => {
    const body = (await formatted('slack', markup)) as {
      text: string;
      blocks: { type: string; text?: { type: string } }[];
    };
    const types = body.blocks.flatMap(({ text }) => (text ? [text.type] : []));
    expect(new Set(types)).toEqual(new Set(['plain_text']));
    expect(body.text).not.toMatch(/<[!@]/);
    expect(body.text).toContain('&lt;!channel&gt;');
  });

  it('is escaped in Discord, which is to notify nobody', async () => {
    const body = (await formatted('discord', markup)) as {
      embeds: { description: string }[];
      allowed_mentions: unknown;
    };
    const description = body.embeds[0]?.description ?? '';
    expect(description).toContain('\\[click\\]\\(https\\://evil.example\\) \\*\\*b\\*\\* \\_i\\_ \\`c\\`');
    expect(description).not.toMatch(/(?<!\\)[<@[\]*_`~|]/);
    expect(body.allowed_mentions).toEqual({ parse: [] });
  });

  it('is escaped in Mattermost, and notifies nobody', async () => {
    const body = (await formatted('mattermost', markup)) as { attachments: { text: string; title: string }[] };
    const { text = '', title = '' } = body.attachments[0] ?? {};
    for (const each of [text, title]) {
      expect(each).not.toMatch(/(?<!\\)[[\]*_`~|]/);
      expect(each).not.toMatch(/@\w/);
    }
  });

  it('is in runs of text in Teams, which have none', async () => {
    const body = JSON.stringify(await formatted('teams', markup));
    expect(body).toContain('[click](https://evil.example) **b**');
    expect(body).not.toContain('"TextBlock"');
  });

  it('notifies nobody in plain text', async () => {
    const { text } = (await formatted('text', markup)) as { text: string };
    expect(text).not.toMatch(/@\w|[<>]/);
  });

  it.each(['discord', 'mattermost'] as const)('makes no list of the start of a text in %s', async (format) => {
    for (const text of ['1. first', '- item', '+ item', '# title', '> quote']) {
      const body = JSON.stringify(await formatted(format, { ...DENIAL, claim: { id: 'a', text } }));
      expect(body).toContain(JSON.stringify(text.replace(/[.\-+#>]/, '\\$&')).slice(1, -1));
    }
  });
});

describe('right-to-left text', () => {
  it('has its own direction in a card of Teams', async () => {
    const [, notification] = HARD[1] ?? [];
    const body = (await formatted('teams', notification as Notification)) as {
      attachments: { content: { body: { horizontalAlignment?: string; inlines: { text: string }[] }[] } }[];
    };
    const blocks = body.attachments[0]?.content.body ?? [];
    expect(blocks[1]?.horizontalAlignment).toBe('Right');
    expect(blocks[1]?.inlines[0]?.text).toMatch(/^\u2068הגשר.*\u2069$/);
    expect(blocks[3]).not.toHaveProperty('horizontalAlignment');
  });

  it('does not move the address after it in plain text', async () => {
    const [, notification] = HARD[1] ?? [];
    const { text } = (await formatted('text', notification as Notification)) as { text: string };
    expect(text.split('\n')).toEqual([
      expect.any(String),
      expect.stringMatching(/^\u2068.*\u2069$/),
      expect.stringMatching(/^\u2068.*\u2069$/),
      LINK,
    ]);
  });
});

describe('the format cloudevents', () => {
  it('is the event in structured JSON, with its two times and its place in the order', async () => {
    const { contentType, body } = await formatter.format('cloudevents', DENIAL);
    expect(contentType).toBe('application/cloudevents+json; charset=utf-8');
    expect(JSON.parse(body)).toEqual(DENIED);
  });
});

describe('the format template', () => {
  const fill = async (template: string): Promise<unknown> =>
    JSON.parse((await formatter.format('template', DENIAL, { template })).body);

  it('is the result of an expression over the notification', async () => {
    const template = '{ "claim": claim.text, "by": event.data.by, "said": event.data.quote.text, "at": link }';
    expect(await fill(template)).toEqual({
      claim: 'The bridge was closed on 1 March 2026.',
      by: ['mayor'],
      said: 'The bridge was open all day.',
      at: LINK,
    });
  });

  it('reports what is wrong with a template', async () => {
    await expect(fill('$error("not for us")')).rejects.toThrow(FormatError);
    await expect(fill('$error("not for us")')).rejects.toThrow("The template can't be filled: not for us (D3137");
    await expect(formatter.format('template', DENIAL)).rejects.toThrow('requires a template');
  });
});

it('has a test of each format', () => {
  expect([...CHATS, 'cloudevents', 'template'].sort()).toEqual([...FORMATS].sort());
});
