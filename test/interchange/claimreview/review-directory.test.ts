import { puttingForward } from '../../../src/interchange/claimreview/review-directory.js';

type Entry = Parameters<typeof puttingForward>[0][number];

const entry = (type: string, data: object = {}, isVoid = false) =>
  ({ type, data: { document: type, ...data }, ...(isVoid && { voided: {} }) }) as unknown as Entry;

it.each([
  ['ClaimAsserted', entry('ClaimAsserted'), true],
  ['ClaimReported', entry('ClaimReported'), true],
  ['ClaimRepeated', entry('ClaimRepeated'), true],
  ['ClaimInterpreted', entry('ClaimInterpreted'), true],
  ['ClaimConfirmed of the claim', entry('ClaimConfirmed'), true],
  ['ClaimConfirmed of another act', entry('ClaimConfirmed', { of: 'report' }), false],
  ['ClaimDenied', entry('ClaimDenied'), false],
  ['a void ClaimReported', entry('ClaimReported', {}, true), false],
  ['a void ClaimAsserted, which is not recorded again', entry('ClaimAsserted', {}, true), true],
])('%s', (_what, given, counts) => {
  expect(puttingForward([given])).toEqual(counts ? [{ document: given.type }] : []);
});
