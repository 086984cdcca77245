import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { shape } from '../../interchange/claimreview/shapes.js';
import { reviewWith } from '../../interchange/claimreview/review.js';
import { cleanUp, newFolder, run, start, waitForExit } from '../../support/run-cli.js';

afterAll(cleanUp);

const importing = (data: string, ...args: string[]) =>
  run(['--data', data, 'import', '--format', 'claimreview', ...args]);

async function fileIn(data: string, name: string, content: string | Buffer): Promise<string> {
  const file = join(data, name);
  await writeFile(file, content);
  return file;
}

test('imports the markup of eighteen fact-checkers, and records nothing of it the second time', async () => {
  const data = await newFolder();
  const documents = Array.from({ length: 18 }, (_, index) => JSON.stringify(JSON.parse(shape(index + 1))));
  const file = await fileIn(data, 'feed.ndjson', documents.join('\n'));
  const first = await importing(data, file);
  const [address, claim, persons, ...others] = first.stderr.trimEnd().split('\n');
  expect(address).toMatch(/: review 4, line 4, \/url: "site-11\.example.* is not a web address/);
  expect(claim).toMatch(/: review 18, line 18, \/claimReviewed: It is empty or missing/);
  expect(persons).toMatch(/: \d+ persons get ids made of their names, which can't be redacted later: [a-z0-9, -]+\./);
  expect(others).toEqual([]);
  expect(first.stdout).toMatch(
    /: 18 reviews \(2 with errors\), \d+ commands: (\d+) recorded, 0 unchanged, 0 refused\n$/,
  );
  expect(first.code).toBe(1);
  const again = await importing(data, file);
  expect(again.stdout).toMatch(/: 18 reviews \(2 with errors, 16 recorded before\), 0 commands: 0 recorded/);
  // With its address, the page of the fourth completes the address of its review.
  const fourth = await fileIn(data, '4.json', shape(4));
  const page = ['--page-url', 'https://site-11.example/'];
  expect((await importing(data, ...page, fourth)).stdout).toMatch(/: 1 review, \d commands: \d recorded/);
  const counts = await run(['--data', data, '--json', 'list', '--status', 'rated']);
  expect(counts.stdout.trimEnd().split('\n')).toHaveLength(17);
});

test('reads standard input, compressed files, and lists what a dry run would record, also as JSON', async () => {
  const data = await newFolder();
  await run(['--data', data, 'seed']);
  const json = JSON.stringify(reviewWith());
  const file = await fileIn(data, 'review.json.gz', gzipSync(json));
  const dry = await run(['--data', data, '--json', 'import', '--format', 'claimreview', '--dry-run', file]);
  const answers = dry.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(answers[0]).toMatchObject({
    number: 1,
    review: {
      outcome: 'new',
      rating: 'false',
      label: 'False',
      language: 'en',
      languageFrom: 'stated',
      claimant: 'jane-roe',
    },
  });
  expect(answers.at(-1)).toMatchObject({ summary: { dryRun: true, recorded: 8, events: { VerdictIssued: 1 } } });
  expect(answers.find((answer) => 'wouldRecord' in answer)).toMatchObject({ number: 1, line: 1 });
  const child = start(['--data', data, 'import', '--format', 'claimreview', '-']);
  child.stdin.end(json);
  expect((await waitForExit(child)).stdout).toBe('-: 1 review, 8 commands: 8 recorded, 0 unchanged, 0 refused\n');
});

test('refuses a review from the future as a whole, with its field', async () => {
  const data = await newFolder();
  const file = await fileIn(data, 'feed.json', JSON.stringify([reviewWith({ datePublished: '2999-01-01' })]));
  const { stderr, stdout } = await importing(data, file);
  expect(stderr).toMatch(/: review 1, \/0\/(url|datePublished): "2999-01-01" begins after now/);
  expect(stdout).toMatch(/: 1 review \(1 with errors\), 0 commands: 0 recorded, 0 unchanged, 0 refused/);
});

test('warns of ids that are made of names before anything is recorded, and takes others', async () => {
  const data = await newFolder();
  await run(['--data', data, 'seed']);
  const file = await fileIn(data, 'review.json', JSON.stringify(reviewWith()));
  const warning = `${file}: 1 person gets an id made of the name, which can't be redacted later: jane-roe. To give somebody another id, first register them: claim-ledger register actor NAME --kind person --id ID\n`;
  const dry = await importing(data, '--dry-run', file);
  expect([dry.code, dry.stderr]).toEqual([0, warning]);
  await run(['--data', data, 'register', 'actor', 'Jane Roe', '--kind', 'person', '--id', 'speaker-7']);
  const { code, stderr } = await importing(data, file);
  expect([code, stderr]).toEqual([0, '']);
  const { stdout } = await run(['--data', data, 'actors', '--json']);
  expect(stdout).toContain('"speaker-7"');
  expect(stdout).not.toContain('jane-roe');
});

test('names ten of many persons in the warning, also if nothing is recorded then', async () => {
  const data = await newFolder();
  const letters = Array.from('abcdefghijkl');
  const reviews = letters.map((letter) =>
    reviewWith({
      url: `https://factcheck.example/${letter}`,
      claimReviewed: `The harbour of ${letter} is closed.`,
      itemReviewed: { '@type': 'Claim', author: { '@type': 'Person', name: `Roe ${letter}` } },
    }),
  );
  const broken = reviewWith({ datePublished: '2999-01-01' });
  const file = await fileIn(data, 'feed.json', JSON.stringify([...reviews, broken]));
  const { stderr, stdout } = await importing(data, '--all-or-nothing', file);
  const ten = letters.slice(0, 10).map((letter) => `roe-${letter}`);
  expect(stderr).toContain(
    `${file}: 12 persons get ids made of their names, which can't be redacted later: ${ten.join(', ')} and 2 more. To give`,
  );
  expect(stdout).toContain('nothing recorded');
});

test('shows in a dry run whom a new actor may be the same as', async () => {
  const data = await newFolder();
  await run(['--data', data, 'register', 'actor', 'Jane Rowe', '--kind', 'person']);
  const file = await fileIn(data, 'review.json', JSON.stringify(reviewWith()));
  const { stdout } = await importing(data, '--dry-run', file);
  expect(stdout).toContain('claimant Jane Roe (person, new); Jane Roe may be the same as jane-rowe (Jane Rowe)\n');
});

test('refuses other files, and options that have nothing to do with it', async () => {
  const data = await newFolder();
  const json = JSON.stringify(reviewWith());
  const [review, latin, broken, none] = await Promise.all([
    fileIn(data, 'review.json', json),
    fileIn(data, 'latin.json', Buffer.from('{"@type": "Caf\xe9"}', 'latin1')),
    fileIn(data, 'broken.json', json.slice(0, -1)),
    fileIn(data, 'none.html', '<html><body>404</body></html>'),
  ]);
  const map = await fileIn(data, 'map.json', '{"ratings": {"Nope": "wrong"}}');
  const messages = await Promise.all([
    importing(data, latin),
    importing(data, broken),
    importing(data, '--map', map, review),
    importing(data, '--page-url', 'factcheck.example', review),
    importing(data, '--from-line', '2', review),
    run(['--data', data, 'import', '--page-url', 'https://factcheck.example/', review]),
    run(['--data', data, 'import', none]),
  ]);
  expect(messages.map(({ stderr, code }) => `${code} ${stderr}`)).toEqual([
    expect.stringContaining('It is not UTF-8. Convert it: iconv'),
    expect.stringContaining('It is neither JSON, nor NDJSON, nor an HTML page.'),
    expect.stringContaining('/ratings/Nope must be one of: true, mostly-true'),
    expect.stringContaining('--page-url must be an address'),
    expect.stringContaining('--from-line is for NDJSON.'),
    expect.stringContaining('--page-url goes with --format claimreview.'),
    expect.stringContaining('If it has ClaimReview markup, add --format claimreview.'),
  ]);
  expect(await importing(data, none)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('none.html has no ClaimReview: nothing was recorded.') as unknown,
  });
  // Other pages are imported.
  const page = '<div itemscope itemtype="https://schema.org/ClaimReview"></div>';
  expect(await importing(data, await fileIn(data, 'micro.html', page), review)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("micro.html has its ClaimReview as microdata, which isn't read.") as unknown,
    stdout: expect.stringContaining('review.json: 1 review, 8 commands: 8 recorded') as unknown,
  });
});
