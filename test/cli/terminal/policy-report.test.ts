import pc from 'picocolors';
import { policyReport, policyTable } from '../../../src/cli/terminal/policy-report.js';
import { policyView } from '../../../src/policies/policy.views.js';
import { RELEASED_POLICIES } from '../../../src/verification/released-policies.js';

const colors = pc.createColors(false);
const views = RELEASED_POLICIES.map((policy) => policyView(policy, 'strict/1'));

test('policy table: lists each policy with its parameters, and the one in use', () => {
  const lines = policyTable(views, { width: Infinity, colors }).trimEnd().split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^standard\/1 {10}Two named origins, each independent .+ until the next search\.$/),
    expect.stringMatching(
      /^strict\/1 {4}in use {2}Three named origins, .+ only with the basis document or recording\./,
    ),
  ]);
});

test('policy report: explains the parameters, and numbers the rules that can decide', () => {
  const [, strict] = views;
  if (strict === undefined) throw new Error('There is no second policy.');
  const report = policyReport(strict, { width: Infinity, colors });
  expect(report).toMatch(/^strict\/1, in use\n\nParameters\nindependentOrigins {2}Three named origins/);
  expect(report).toMatch(/\nRules, the first that applies decides\n1 {3}disputed\/outcomes {17}The forecast /);
  expect(report).not.toContain('rated/verdict');
  expect(report.trimEnd().split('\n').at(-1)).toMatch(/^19 {2}unverified\/none {19}None of these\.$/);
});
