import { mapped } from './mapped-rows.js';

/** The commands of all rows; the keys of entries are left out, but must be there. */
async function commands(csv: string): Promise<object[]> {
  const rows = await mapped(csv);
  return rows.flatMap((row) => {
    if ('error' in row) throw new Error(`${row.error.column ?? ''}: ${row.error.message}`);
    return row.lines.map(({ command: { key, ...command } }) => {
      expect(typeof key).toBe(
        /^(Actor|Document|Claim)Registered$/.test(String(command['type'])) ? 'undefined' : 'string',
      );
      return command;
    });
  });
}

describe('a spreadsheet', () => {
  it('registers a claim, and records an entry', async () => {
    expect(
      await commands(
        [
          'claim id;claim;claim language;claim kind;about;topics;what happened;who said it;in the name of;capacity;when;where to read it;quote;how they know',
          'talks;NATO discusses land.;en;Factual;NATO;ukraine; nato ;asserted;TASS;nato;news agency;2024-04-04;https://tass.example/1;"we ""talk""";Unnamed source',
        ]
          .join('\n')
          .replace('ukraine; nato ;', '"ukraine; nato";'),
      ),
    ).toEqual([
      {
        type: 'ClaimRegistered',
        claim: 'talks',
        text: 'NATO discusses land.',
        language: 'en',
        kind: 'factual',
        about: ['nato'],
        topics: ['ukraine', 'nato'],
      },
      {
        type: 'ClaimAsserted',
        claim: 'talks',
        by: ['tass'],
        onBehalfOf: ['nato'],
        capacity: 'news agency',
        occurredAt: '2024-04-04',
        document: 'tass-1',
        quote: { text: 'we "talk"' },
        basis: 'unnamed-source',
      },
    ]);
  });

  it('registers a claim once, under an id made of its sentence', async () => {
    const lines = await commands(
      'claim,claim language,what happened,who said it\nRegen.,de,asserted,tass\nRegen.,de,denied,nato\n',
    );
    expect(lines.map((line) => (line as { type: string }).type)).toEqual([
      'ClaimRegistered',
      'ClaimAsserted',
      'ClaimDenied',
    ]);
    const ids = new Set(lines.map((line) => (line as { claim: string }).claim));
    expect([...ids]).toEqual([expect.stringMatching(/^regen-[0-9a-f]{8}$/)]);
    const [other] = await commands('claim,claim language\nRegen!,de\n');
    expect(ids).not.toContain((other as { claim: string }).claim);
  });

  it('makes ids for sentences in any script, and of any length', async () => {
    for (const text of ['Іде дощ.', `It rains ${'and rains '.repeat(50)}`]) {
      const [line] = await commands(`claim,claim language\n${text},uk\n`);
      expect((line as { claim: string }).claim).toMatch(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/);
    }
  });

  it('registers speakers by their kind, once', async () => {
    expect(
      await commands(
        [
          'claim id,what happened,who said it,kind of speaker,citing',
          'rain,asserted,Jens Doe (person); WMO (Organization),,',
          'rain,repeated,The Rain Post,outlet,jens  doe',
        ].join('\n'),
      ),
    ).toEqual([
      { type: 'ActorRegistered', actor: 'jens-doe', kind: 'person', name: 'Jens Doe' },
      { type: 'ActorRegistered', actor: 'wmo', kind: 'organization', name: 'WMO' },
      { type: 'ClaimAsserted', claim: 'rain', by: ['jens-doe', 'wmo'] },
      { type: 'ActorRegistered', actor: 'the-rain-post', kind: 'outlet', name: 'The Rain Post' },
      { type: 'ClaimRepeated', claim: 'rain', by: ['the-rain-post'], cites: [{ actor: 'jens-doe', use: 'credits' }] },
    ]);
  });

  it('gives a new actor an id that nobody has', async () => {
    const [first, , second] = await commands(
      'claim id,what happened,who said it\nrain,asserted,Jane Doe (person)\nrain,asserted,Jane Дoe (person)\n',
    );
    const ids = [first, second].map((line) => (line as { actor: string }).actor);
    for (const id of ids) expect(id).toMatch(/^jane-doe-[0-9a-f]{8}$/);
    expect(new Set(ids).size).toBe(2);
  });

  it('registers unnamed speakers with the outlet that quotes them, each as an actor of its own', async () => {
    const row = 'rain,reported,TASS,a senior official (unnamed),https://tass.example/1';
    const lines = await commands(`claim id,what happened,who said it,citing,where to read it\n${row}\n${row}\n`);
    const unnamed = lines.filter((line): line is { actor: string; outlet: string } => 'outlet' in line);
    expect(unnamed).toMatchObject([
      { kind: 'unnamed', name: 'a senior official', description: 'a senior official', outlet: 'tass' },
      { kind: 'unnamed', outlet: 'tass' },
    ]);
    expect(unnamed[0]?.actor).not.toBe(unnamed[1]?.actor);
    expect(lines.filter((line) => 'cites' in line)).toMatchObject(
      unnamed.map(({ actor }) => ({ cites: [{ actor, use: 'credits' }] })),
    );
  });

  it('registers documents by URL or title, with their publishers, once', async () => {
    const lines = await commands(
      [
        'claim id,what happened,who said it,where to read it,publisher,title,published',
        'rain,reported,TASS,https://www.post.example/rain?id=1,The Post,Rain,2024-04',
        'rain,repeated,TASS,https://www.post.example/rain?id=1,,,',
        'rain,repeated,TASS,,The Post,Printed,2024',
        'rain,repeated,TASS,tass-1,,,',
      ].join('\n'),
    );
    const [outlet, web, first, second, printed, third, fourth] = lines as Record<string, unknown>[];
    expect(outlet).toEqual({ type: 'ActorRegistered', actor: 'the-post', kind: 'outlet', name: 'The Post' });
    expect(web).toEqual({
      type: 'DocumentRegistered',
      document: expect.stringMatching(/^post-example-rain-[0-9a-f]{8}$/) as unknown,
      publisher: 'the-post',
      url: 'https://www.post.example/rain?id=1',
      title: 'Rain',
      publishedAt: '2024-04',
    });
    expect([first?.['document'], second?.['document']]).toEqual([web?.['document'], web?.['document']]);
    expect(printed).toMatchObject({ type: 'DocumentRegistered', publisher: 'the-post', title: 'Printed' });
    expect([third?.['document'], fourth?.['document']]).toEqual([printed?.['document'], 'tass-1']);
  });

  it('maps every word in "what happened" to a type of entry, with the fields of its columns', async () => {
    const lines = await commands(
      [
        'claim id,what happened,who said it,which entry,takes back,whole or part,rating,label,review link,rationale,outcome,asked,searched in,primary,authenticity,where to read it,supports or refutes,wording,wording language,after',
        'rain,Denied,nato,e1,,part,,,,,,,,,,',
        'rain,retracted,tass,e1,whole,,,,,,,,,,,',
        'rain,condemned,nato,,,,,,,,,,,,,',
        'rain,rated,tass,,,,Mostly false,Nonsense,https://x.example,Why,,,,,,',
        'rain,searched,tass,,,,,,,,found nothing,NATO,the archive,,,',
        'rain,evidence,tass,,,,,,,,,,,Yes,genuine,tass-1,refutes',
        'rain,interpreted,tass,e1,,,,,,,,,,,,',
        'rain,interpreted,tass,,,,,,,,,,,,,tass-1',
        'rain,resolved,tass,,,,,,,,Did not,,,,,tass-1',
        'rain,reworded,tass,e1,part,,,,,,,,,,,,,It rained a little.,en,e1; other/e2',
      ].join('\n'),
    );
    expect(lines).toEqual([
      { type: 'ClaimDenied', claim: 'rain', by: ['nato'], of: 'e1', extent: 'part' },
      { type: 'StatementRetracted', claim: 'rain', by: ['tass'], of: 'e1', takesBack: 'whole' },
      { type: 'ReactionRecorded', claim: 'rain', by: ['nato'], reaction: 'condemned' },
      {
        type: 'VerdictIssued',
        claim: 'rain',
        by: ['tass'],
        rating: 'mostly-false',
        label: 'Nonsense',
        reviewUrl: 'https://x.example',
        rationale: 'Why',
      },
      {
        type: 'ConfirmationSought',
        claim: 'rain',
        by: ['tass'],
        outcome: 'found-nothing',
        asked: ['nato'],
        where: 'the archive',
      },
      {
        type: 'EvidenceAttached',
        claim: 'rain',
        by: ['tass'],
        bearing: 'refutes',
        primary: true,
        authenticity: 'genuine',
        document: 'tass-1',
      },
      { type: 'ClaimInterpreted', claim: 'rain', by: ['tass'], interprets: { entry: 'e1' } },
      { type: 'ClaimInterpreted', claim: 'rain', by: ['tass'], document: 'tass-1', interprets: { document: 'tass-1' } },
      { type: 'ForecastResolved', claim: 'rain', by: ['tass'], document: 'tass-1', outcome: 'did-not' },
      {
        type: 'StatementReworded',
        claim: 'rain',
        by: ['tass'],
        of: 'e1',
        takesBack: 'part',
        wording: { text: 'It rained a little.', language: 'en' },
        after: ['e1', 'other/e2'],
      },
    ]);
  });
});

describe('the key of an entry', () => {
  const header = 'claim id,what happened,who said it,when,about';
  const keysOf = async (...rows: string[]) =>
    (await mapped([header, ...rows].join('\n'))).flatMap((row) =>
      'lines' in row ? row.lines.flatMap(({ command: { key } }) => (typeof key === 'string' ? [key] : [])) : [],
    );

  it('is the same for the same row wherever it is in the file, and differs for equal rows', async () => {
    const [a, b, again] = await keysOf('rain,asserted,TASS,2024', 'rain,denied,nato', 'rain,asserted,TASS,2024');
    expect(new Set([a, b, again]).size).toBe(3);
    expect(await keysOf('', 'rain,asserted,TASS,2024')).toEqual([a]);
  });

  it('differs for a row that was changed, unless only the claim was', async () => {
    const [key] = await keysOf('rain,asserted,TASS,2024');
    expect(await keysOf('rain,asserted,TASS,2024-04')).not.toEqual([key]);
    expect(await keysOf('rain,asserted,TASS,2024,nato')).toEqual([key]);
  });
});
