import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageInfo } from '../../src/lib/package-info.js';
import { missingIn, readScrape, type Scraped } from '../support/promql.js';
import { recordSmallLedger, TestLedger } from './api/test-ledger.js';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string; readonly runbook_url: string };
}
interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const { groups } = parse(read('deploy/prometheus/claim-ledger.rules.yml')) as {
  groups: readonly { readonly rules: readonly Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('deploy/grafana/claim-ledger.json')) as {
  readonly panels: readonly Panel[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
};
const targets = dashboard.panels.flatMap(({ title, targets: all = [] }) =>
  all.map(({ expr }) => [title, expr] as const),
);

/** What Grafana puts in place of its variables. */
const withoutVariables = (expression: string): string =>
  expression.replaceAll('$__rate_interval', '5m').replaceAll('$job', 'claim-ledger').replaceAll('$instance', '.*');

let ledger: TestLedger;
let scraped: Scraped;
beforeAll(async () => {
  ledger = await TestLedger.start({
    CLAIM_LEDGER_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
    CLAIM_LEDGER_LIVE_CLIENTS: '0',
  });
  await recordSmallLedger(ledger);
  // One response of each kind that an expression selects.
  await ledger.get('/v1/events').set('Accept', 'text/event-stream').expect(503);
  await ledger.get('/readyz');
  await ledger.get('/no-such-route').expect(404);
  await ledger.import([]);
  await ledger.get('/v1/changes').expect(200);
  await ledger.write('get', '/v1/export').expect(200);
  scraped = readScrape((await ledger.get('/metrics').expect(200)).text);
});
afterAll(() => ledger.stop());

describe('the alerts', () => {
  it.each(alerts.map(({ alert, expr }) => [alert, expr]))('%s reads what /metrics has', (_alert, expr) => {
    expect(missingIn(scraped, expr)).toEqual([]);
  });

  it.each(alerts.map(({ alert, annotations }) => [alert, annotations.runbook_url]))(
    '%s links to what to do, on a page that has it',
    (alert, runbook) => {
      const page = 'docs/how-to/troubleshooting.md';
      const home = packageInfo().homepage?.replace(/#.*/, '') ?? '';
      expect(runbook).toBe(`${home}/blob/main/${page}#${alert.toLowerCase()}`);
      expect(read(page)).toContain(`\n### ${alert}\n`);
    },
  );

  it('are those of the page, with their severity', () => {
    const rows = [...read('docs/how-to/monitor.md').matchAll(/^\| \[(\w+)\]\(troubleshooting\.md#(\w+)\) *\| (\w+)/gm)];
    expect(rows.map(([, name, anchor, severity]) => ({ name, anchor, severity }))).toEqual(
      alerts.map(({ alert, labels }) => ({ name: alert, anchor: alert.toLowerCase(), severity: labels.severity })),
    );
  });
});

describe('the dashboard', () => {
  it.each(targets)('%s: %s reads what /metrics has', (_title, expr) => {
    expect(missingIn(scraped, withoutVariables(expr))).toEqual([]);
  });

  it('has something to draw in each panel, and uses its variables', () => {
    const charts = dashboard.panels.filter(({ type }) => type !== 'row');
    expect(charts.filter(({ targets: all = [] }) => all.length === 0)).toEqual([]);
    expect(targets.filter(([, expr]) => !expr.includes('{job="$job", instance=~"$instance"'))).toEqual([]);
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance']);
  });
});

describe('missingIn()', () => {
  it.each([
    ['sum(no_such_metric)', 'no_such_metric'],
    ['claim_ledger_appends_total{result="done"}', 'claim_ledger_appends_total{result="done"}'],
    ['claim_ledger_appends_total{outcome=~"done|dnoe"}', 'claim_ledger_appends_total{outcome=~"dnoe"}'],
    ['sum by (outcom) (claim_ledger_appends_total)', 'by (outcom)'],
  ])('finds what %s reads and /metrics lacks', (expression, missing) => {
    expect(missingIn(scraped, expression)).toEqual([missing]);
  });

  it('rejects what is not PromQL', () => {
    expect(() => missingIn(scraped, 'sum(up')).toThrow('Not PromQL');
  });
});

it('health.md lists every metric of the ledger', () => {
  const page = read('docs/reference/health.md');
  const listed = [...page.matchAll(/^\| (`claim_ledger_\w+`(?:, `claim_ledger_\w+`)*)/gm)].flatMap(([, names = '']) =>
    names.split(', ').map((name) => name.replaceAll('`', '')),
  );
  const own = [...scraped.keys()].filter((name) => name.startsWith('claim_ledger_'));
  const metrics = own.map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  expect(listed.sort()).toEqual([...new Set(metrics)].sort());
});
