import type {
  KnownClaim,
  KnownVerdict,
  ReviewDirectory,
} from '../../../src/interchange/claimreview/review-directory.js';
import { type MappedMarkup, mapMarkup } from '../../../src/interchange/claimreview/map-markup.js';
import { readMarkup } from '../../../src/interchange/claimreview/read-markup.js';
import type { ReviewMapping } from '../../../src/interchange/claimreview/review-mapping.js';
import type { KnownActor } from '../../../src/interchange/directory.js';
import { foldText } from '../../../src/lib/fold-text.js';
import { urlKey } from '../../../src/lib/url-key.js';
import { itemWith, reviewWith } from './review.js';

type Command = Readonly<Record<string, unknown>> & { readonly type: string };

/** A ledger that records the commands of earlier markup. */
class Ledger implements ReviewDirectory {
  readonly actors: (KnownActor & { readonly name: string })[] = [];
  readonly claims: KnownClaim[] = [];
  private readonly documents: { readonly id: string; readonly publisher: string; readonly url: string }[] = [];
  private readonly verdicts: (KnownVerdict & { readonly reviewUrl: string })[] = [];
  private readonly assertions: {
    readonly claim: string;
    readonly by: readonly string[];
    readonly document?: string;
  }[] = [];

  findActors(name: string): Promise<readonly KnownActor[]> {
    return Promise.resolve(
      this.actors.filter(
        (actor) => actor.id === name || (actor.kind !== 'unnamed' && foldText(actor.name) === foldText(name)),
      ),
    );
  }
  findDocument(url: string) {
    return Promise.resolve(this.documents.find((document) => urlKey(document.url) === urlKey(url)));
  }
  findClaims(text: string) {
    return Promise.resolve(this.claims.filter((claim) => foldText(claim.text) === foldText(text)));
  }
  findVerdicts(url: string) {
    return Promise.resolve(this.verdicts.filter(({ reviewUrl }) => urlKey(reviewUrl) === urlKey(url)).reverse());
  }
  findPuttingForward(claim: string, actor: string) {
    return Promise.resolve(this.assertions.filter((each) => each.claim === claim && each.by.includes(actor)));
  }

  async import(markup: unknown, mapping?: ReviewMapping): Promise<MappedMarkup & { readonly commands: Command[] }> {
    const mapped = await mapMarkup(await readMarkup(JSON.stringify(markup)), this, mapping);
    const commands = mapped.ready.flatMap(({ mapped: { lines } }) => lines.map(({ command }) => command as Command));
    commands.forEach((command) => {
      this.record(command);
    });
    return { ...mapped, commands };
  }

  void(id: string): void {
    const index = this.verdicts.findIndex((verdict) => verdict.id === id);
    this.verdicts[index] = { ...this.verdicts[index], isVoid: true } as (typeof this.verdicts)[number];
  }

  private record({ type, actor, document, claim, ...fields }: Command): void {
    if (type === 'ActorRegistered') this.actors.push({ id: actor, ...(fields as object) } as never);
    if (type === 'DocumentRegistered') this.documents.push({ id: document, ...(fields as object) } as never);
    if (type === 'ClaimRegistered') this.claims.push({ id: claim, ...(fields as object) } as never);
    if (type === 'ClaimAsserted') this.assertions.push({ claim, document, ...(fields as object) } as never);
    if (type === 'EntryVoided') this.void(fields.voids as string);
    if (type === 'VerdictIssued') {
      const known = this.claims.find(({ id }) => id === claim);
      this.verdicts.push({ ...(fields as object), claim: known, isVoid: false } as never);
    }
  }
}

const typesOf = (commands: readonly Command[]): string[] => commands.map(({ type }) => type);
const verdictIn = (commands: readonly Command[]): Command | undefined =>
  commands.find(({ type }) => type === 'VerdictIssued');

it('records the claim, who put it forward, where it can be seen, the review and its verdict', async () => {
  const markup = itemWith({ appearance: ['https://a.example/1', 'https://b.example/2'] });
  const { commands, errors } = await new Ledger().import(markup);
  expect(errors).toEqual([]);
  const claim = 'the-harbour-of-aldby-is-closed-5e5926ae';
  expect(commands).toEqual([
    { type: 'ActorRegistered', actor: 'example-fact-check', kind: 'outlet', name: 'Example Fact Check' },
    { type: 'ActorRegistered', actor: 'jane-roe', kind: 'person', name: 'Jane Roe' },
    expect.objectContaining({
      type: 'DocumentRegistered',
      url: 'https://factcheck.example/harbour',
      publisher: 'example-fact-check',
    }),
    { type: 'ActorRegistered', actor: 'a-example', kind: 'outlet', name: 'a.example' },
    expect.objectContaining({ type: 'DocumentRegistered', url: 'https://a.example/1', publisher: 'a-example' }),
    { type: 'ActorRegistered', actor: 'b-example', kind: 'outlet', name: 'b.example' },
    expect.objectContaining({ type: 'DocumentRegistered', url: 'https://b.example/2', publisher: 'b-example' }),
    { type: 'ClaimRegistered', claim, text: 'The harbour of Aldby is closed.', language: 'en', kind: 'factual' },
    expect.objectContaining({
      type: 'ClaimAsserted',
      claim,
      by: ['jane-roe'],
      occurredAt: '2024-05-12',
      basis: 'none-given',
    }),
    expect.objectContaining({
      type: 'EvidenceAttached',
      by: ['example-fact-check'],
      bearing: 'context',
      authenticity: 'unexamined',
    }),
    expect.objectContaining({
      type: 'VerdictIssued',
      claim,
      by: ['example-fact-check'],
      rating: 'false',
      label: 'False',
      reviewUrl: 'https://factcheck.example/harbour',
      occurredAt: '2024-05-14',
    }),
  ]);
  const [assertion, evidence] = ['ClaimAsserted', 'EvidenceAttached'].map((type) =>
    commands.find((each) => each.type === type),
  );
  const documentAt = (url: string) => commands.find((each) => each.url === url)?.document;
  expect(assertion?.document).toBe(documentAt('https://a.example/1'));
  expect(evidence?.document).toBe(documentAt('https://b.example/2'));
});

it('records nothing of the same markup again, nor of markup that differs in what is not recorded', async () => {
  const ledger = new Ledger();
  await ledger.import(reviewWith());
  for (const markup of [reviewWith(), reviewWith({ image: 'x' }), reviewWith({ dateModified: '2024-07-01' })]) {
    const { commands, ready } = await ledger.import(markup);
    expect(commands).toEqual([]);
    expect(ready[0]?.mapped.outcome).toBe('known');
  }
});

describe('the claim', () => {
  it('is the one that has the same text, whatever its case and punctuation', async () => {
    const ledger = new Ledger();
    ledger.claims.push({ id: 'closed', text: 'the harbour of ALDBY is closed', language: 'en' });
    const { commands } = await ledger.import(reviewWith());
    expect(typesOf(commands)).not.toContain('ClaimRegistered');
    expect(verdictIn(commands)).toMatchObject({ claim: 'closed' });
    expect(verdictIn(commands)).not.toHaveProperty('wording');
  });

  it('is the one that has a verdict of this review, if its claim is worded otherwise now', async () => {
    const ledger = new Ledger();
    await ledger.import(reviewWith());
    const { commands } = await ledger.import(
      reviewWith({ claimReviewed: 'Aldby has closed its harbour.', reviewRating: 'True', dateModified: '2024-06-01' }),
    );
    expect(commands).toEqual([
      expect.objectContaining({
        type: 'VerdictIssued',
        claim: ledger.claims[0]?.id,
        wording: { text: 'Aldby has closed its harbour.', language: 'en' },
      }),
    ]);
  });

  it('is another one for each review of a page', async () => {
    const ledger = new Ledger();
    const reviews = [reviewWith(), reviewWith({ claimReviewed: 'Aldby has no harbour.' })];
    await ledger.import({ '@graph': reviews });
    expect(ledger.claims.map(({ text }) => text)).toEqual(['The harbour of Aldby is closed.', 'Aldby has no harbour.']);
    expect((await ledger.import(reviews)).commands).toEqual([]);
  });

  it('of several with the same text is the one in the same language, or none', async () => {
    const ledger = new Ledger();
    const text = 'The harbour of Aldby is closed.';
    ledger.claims.push({ id: 'one', text, language: 'en' }, { id: 'two', text, language: 'de' });
    expect(verdictIn((await ledger.import(reviewWith())).commands)).toMatchObject({ claim: 'one' });
    const other = reviewWith({ inLanguage: 'fr', url: 'https://factcheck.example/other' });
    expect((await ledger.import(other)).errors).toEqual([
      {
        number: 1,
        field: '/claimReviewed',
        message: expect.stringContaining('several claims with this text: one, two') as unknown,
      },
    ]);
  });
});

describe('a review that the ledger would reject', () => {
  const long = `https://roe.example/${'a'.repeat(2_000)}`;

  it.each([
    ['/datePublished', { datePublished: '2999-01-01' }, 'begins after now'],
    ['/url', { url: long }, 'url has 20'],
    ['/itemReviewed/appearance', { itemReviewed: { appearance: long } }, 'url has 20'],
  ])('for %s is refused as a whole, with the field', async (field, fields, words) => {
    const { commands, errors } = await new Ledger().import(reviewWith(fields));
    expect(commands).toEqual([]);
    expect(errors).toEqual([{ number: 1, field, message: expect.stringContaining(words) as unknown }]);
  });

  it('leaves nothing behind on which the next one of the input relies', async () => {
    const bad = reviewWith({ datePublished: '2999-01-01' });
    const good = reviewWith({ url: 'https://factcheck.example/other' });
    const { commands } = await new Ledger().import([bad, good]);
    expect(commands).toEqual((await new Ledger().import(good)).commands);
  });

  it('at a later moment is recorded then', async () => {
    const markup = await readMarkup(JSON.stringify(reviewWith({ datePublished: '2027-01-01' })));
    const readyAt = async (now: string) =>
      (await mapMarkup(markup, new Ledger(), undefined, Date.parse(now))).ready.length;
    expect(await readyAt('2026-12-30T00:00:00Z')).toBe(0);
    expect(await readyAt('2027-01-01T00:00:00Z')).toBe(1);
  });
});

describe('a review that has changed', () => {
  it('is a verdict that follows the earlier one', async () => {
    const ledger = new Ledger();
    const before = verdictIn((await ledger.import(reviewWith())).commands);
    const { commands, ready } = await ledger.import(
      reviewWith({ reviewRating: 'Misleading', dateModified: '2024-06-01T10:00:00Z' }),
    );
    expect(ready[0]?.mapped.outcome).toBe('changed');
    expect(commands).toEqual([
      expect.objectContaining({
        type: 'VerdictIssued',
        rating: 'misleading',
        occurredAt: '2024-06-01T10:00:00Z',
        after: [before?.id],
      }),
    ]);
    // An old copy of the page isn't news.
    expect((await ledger.import(reviewWith())).commands).toEqual([]);
  });

  it('does not follow a later one, if an older state of it is read afterwards', async () => {
    const ledger = new Ledger();
    await ledger.import(reviewWith({ datePublished: '2024-06-01' }));
    const { commands } = await ledger.import(reviewWith({ reviewRating: 'Misleading' }));
    expect(verdictIn(commands)).toMatchObject({ occurredAt: '2024-05-14' });
    expect(verdictIn(commands)).not.toHaveProperty('after');
  });

  it('replaces the verdict if only the mapping of the label has changed, also back again', async () => {
    const ledger = new Ledger();
    const first = verdictIn((await ledger.import(reviewWith())).commands);
    const mapping = { version: '2', ratings: { False: 'misleading' as const } };
    const { commands, ready } = await ledger.import(reviewWith(), mapping);
    expect(ready[0]?.mapped.outcome).toBe('corrected');
    expect(commands).toEqual([
      expect.objectContaining({ type: 'VerdictIssued', rating: 'misleading', label: 'False' }),
      expect.objectContaining({
        type: 'EntryVoided',
        voids: first?.id,
        replacement: commands[0]?.id,
        reason: 'The label is mapped to another rating now (2, claimreview/1).',
      }),
    ]);
    expect((await ledger.import(reviewWith(), mapping)).commands).toEqual([]);
    const back = await ledger.import(reviewWith());
    expect(typesOf(back.commands)).toEqual(['VerdictIssued', 'EntryVoided']);
    expect(verdictIn(back.commands)?.id).not.toBe(first?.id);
  });

  it('stays voided if somebody voided its verdict', async () => {
    const ledger = new Ledger();
    const verdict = verdictIn((await ledger.import(reviewWith())).commands);
    ledger.void(String(verdict?.id));
    expect((await ledger.import(reviewWith())).commands).toEqual([]);
  });
});

describe('the claimant', () => {
  const claimantOf = async (author: unknown, mapping?: ReviewMapping, ledger = new Ledger()) => {
    const { ready, errors, commands } = await ledger.import(itemWith({ author }), mapping);
    expect(errors).toEqual([]);
    const registered = commands.find(
      ({ type, actor }) => type === 'ActorRegistered' && actor === ready[0]?.mapped.claimant.id,
    );
    return { ...ready[0]?.mapped.claimant, ...(registered && { registered }) };
  };

  it.each([
    'Social media users',
    'Publicaciones virales',
    'Usuários do WhatsApp',
    'Multiple sources',
    '網友',
    'सोशल मीडिया यूजर',
  ])('%s is an unnamed actor of the fact-checker', async (name) => {
    expect(await claimantOf({ '@type': 'Person', name })).toMatchObject({
      kind: 'unnamed',
      registered: { kind: 'unnamed', name, description: name, outlet: 'example-fact-check' },
    });
  });

  it.each([
    [undefined, 'somebody whom the review does not name'],
    [{ '@type': 'Person' }, 'somebody whom the review does not name'],
    [{ '@type': 'Person', name: ['Jane Roe', 'John Doe'] }, 'Jane Roe; John Doe'],
    [[{ name: 'Jane Roe' }, { name: 'John Doe' }], 'Jane Roe; John Doe'],
    ['Jane Roe', 'Jane Roe'],
  ])('%j is an unnamed actor too', async (author, name) => {
    expect(await claimantOf(author)).toMatchObject({ kind: 'unnamed', name });
  });

  it.each([
    ['Person', 'The Washington Post', 'person'],
    ['Organization', 'Social Democratic Party', 'organization'],
  ])('of the type %s is that', async (type, name, kind) => {
    expect(await claimantOf({ '@type': type, name })).toMatchObject({ kind, registered: { kind, name } });
  });

  it('is an actor of the ledger with this name, also one that looks like nobody', async () => {
    const ledger = new Ledger();
    ledger.actors.push({ id: 'fb', kind: 'group', name: 'Facebook Users' });
    expect(await claimantOf({ name: 'Facebook users' }, undefined, ledger)).toEqual({
      id: 'fb',
      kind: 'group',
      name: 'Facebook users',
      isNew: false,
    });
  });

  it('is whom the mapping says', async () => {
    const ledger = new Ledger();
    ledger.actors.push({ id: 'jr', kind: 'person', name: 'J. Roe' });
    const actors = { 'jane roe': 'jr', Bulo: 'organization', 'Jo Doe': 'unnamed' };
    expect(await claimantOf({ '@type': 'Person', name: 'Jane Roe' }, { actors }, ledger)).toMatchObject({ id: 'jr' });
    expect(await claimantOf('Bulo', { actors })).toMatchObject({ kind: 'organization' });
    expect(await claimantOf({ '@type': 'Person', name: 'Jo Doe' }, { actors })).toMatchObject({ kind: 'unnamed' });
  });

  it('is refused with its field if several actors have the name, or the mapping names none', async () => {
    const ledger = new Ledger();
    ledger.actors.push(
      { id: 'roe-1', kind: 'person', name: 'Jane Roe' },
      { id: 'roe-2', kind: 'person', name: 'Jane Roe' },
    );
    expect((await ledger.import(reviewWith())).errors).toEqual([
      {
        number: 1,
        field: '/itemReviewed/author/name',
        message: expect.stringContaining('may be any of roe-1, roe-2') as unknown,
      },
    ]);
    expect((await new Ledger().import(reviewWith(), { actors: { 'Jane Roe': 'jr' } })).errors).toEqual([
      {
        number: 1,
        field: '/itemReviewed/author/name',
        message: expect.stringContaining('"jr", which is not in the ledger') as unknown,
      },
    ]);
  });

  it('asserted the claim once, also if a second fact-checker rates it', async () => {
    const ledger = new Ledger();
    await ledger.import(reviewWith());
    const { commands } = await ledger.import(
      reviewWith({ url: 'https://second.example/1', author: { name: 'Second Desk' }, reviewRating: 'True' }),
    );
    expect(typesOf(commands)).toEqual(['ActorRegistered', 'DocumentRegistered', 'VerdictIssued']);
    expect(verdictIn(commands)).toMatchObject({ claim: ledger.claims[0]?.id, by: ['second-desk'] });
  });

  it('is never an unnamed actor of the ledger, also if that has the name as its id', async () => {
    const ledger = new Ledger();
    ledger.actors.push({ id: 'jane-roe', kind: 'unnamed', name: 'a source' });
    const claimant = await claimantOf({ '@type': 'Person', name: 'jane-roe' }, undefined, ledger);
    expect(claimant).toMatchObject({ kind: 'person', isNew: true, id: expect.stringMatching(/^jane-roe-/) as unknown });
  });

  it('without a name is another one for every review', async () => {
    const ledger = new Ledger();
    const users = { author: { name: 'Facebook users' } };
    await ledger.import([
      itemWith(users),
      { ...itemWith(users), url: 'https://factcheck.example/2', claimReviewed: 'Aldby has no harbour.' },
    ]);
    expect(ledger.actors.filter(({ kind }) => kind === 'unnamed')).toHaveLength(2);
  });
});
