import { jest } from '@jest/globals';
import { cleanUp, run, serve, type RunningServer } from '../../support/run-cli.js';
import { createSampleLedger } from '../../support/sample-ledger.js';
import { closeTerminals, CTRL_C, DOWN, ENTER, Terminal } from '../../support/terminal.js';

jest.setTimeout(120_000);

afterAll(cleanUp);

let served: RunningServer;
let folder: string;
beforeAll(async () => {
  folder = await createSampleLedger();
  served = await serve(folder);
});
afterEach(closeTerminals);
afterAll(() => served.stop());

const history = async () => (await run(['--data', folder, 'show', 'ceding'])).stdout;

test('a person at a terminal records an entry by answering questions', async () => {
  const terminal = new Terminal(['--data', folder, 'record']);
  await terminal.shows(/Which claim\?/);
  terminal.type(`discusses${ENTER}`);
  await terminal.shows(/NATO discusses that Ukraine cede land/);
  terminal.type(ENTER);
  await terminal.shows(/What happened\?[^]*Search:/);
  terminal.type('denies it');
  await terminal.shows(/1 match/);
  terminal.type(ENTER);
  await terminal.shows(/Who denied it\?/);
  terminal.type(`nato${ENTER}`);
  await terminal.shows(/NATO \(nato\)[^]*they saw or heard it/);
  terminal.type(DOWN + DOWN + ENTER);
  await terminal.shows(/Where can it be read\?/);
  terminal.type(`talks${ENTER}`);
  await terminal.shows(/Alleged Talks/);
  terminal.type(ENTER);
  await terminal.shows(/words in that document\?/);
  terminal.type(ENTER);
  await terminal.shows(/When did it happen\?/);
  terminal.type(`2023-08${ENTER}`);
  await terminal.shows(/Anything to add\?/);
  terminal.type(ENTER);
  await terminal.shows(/This will be recorded[^]*denied by NATO[^]*Record it\?/);
  terminal.type(ENTER);
  await terminal.shows(/Recorded ceding\/nato-denied/);
  expect(await terminal.ended()).toBe(0);
  expect(terminal.screen).toMatch(/ {2}before {7}unverified .*\n.*\n? {2}after {8}denied/);
  expect(terminal.screen).not.toMatch(/Warning|^ +at /m);
  expect(await history()).toContain('denied by NATO');
});

test('Ctrl-C in the middle records nothing and ends with 130', async () => {
  const before = await history();
  const terminal = new Terminal(['--data', folder, 'record', 'ceding', '--by', 'nato']);
  await terminal.shows(/What happened\?[^]*Search:/);
  terminal.type(CTRL_C);
  expect(await terminal.ended()).toBe(130);
  expect(terminal.screen).toContain('Cancelled. Nothing was recorded.');
  expect(await history()).toBe(before);
});
