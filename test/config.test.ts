import { ConfigError, configFrom } from '../src/config.js';
import { SERVER_SETTINGS } from '../src/settings/server-settings.js';

describe('configFrom(): CLAIM_LEDGER_LOG', () => {
  it('sets the event store, or keeps the log in the folder if empty', () => {
    expect(configFrom({}).eventStore).toBeUndefined();
    expect(configFrom({ CLAIM_LEDGER_LOG: '' }).eventStore).toBeUndefined();
    expect(configFrom({ CLAIM_LEDGER_LOG: 'esdb://localhost?tls=false' }).eventStore).toBe(
      'esdb://localhost?tls=false',
    );
  });

  it.each(['log.sqlite', 'kurrent://u:correct-horse@localhost', 'http://u:correct-horse@localhost'])(
    'rejects %s, which is not a connection string, without printing it',
    (text) => {
      const read = () => configFrom({ CLAIM_LEDGER_LOG: text });
      expect(read).toThrow(ConfigError);
      expect(read).toThrow(
        /^CLAIM_LEDGER_LOG must be a connection string that begins with esdb:\/\/, esdb\+discover:\/\/ or kurrentdb:\/\/\.$/,
      );
    },
  );
});

describe('configFrom(): lists', () => {
  it('reads origins and proxies', () => {
    expect(configFrom({})).toMatchObject({ corsOrigins: [], trustedProxies: [] });
    const env = {
      CLAIM_LEDGER_CORS_ORIGINS: 'https://a.example, http://localhost:3000',
      CLAIM_LEDGER_TRUSTED_PROXIES: '127.0.0.1,::1, 10.0.0.0/8,fd00::/8,',
      CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS: 'hooks.internal:8080, [::1]:9000',
    };
    expect(configFrom(env)).toMatchObject({
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      trustedProxies: ['127.0.0.1', '::1', '10.0.0.0/8', 'fd00::/8'],
      webhookAllowedHosts: ['hooks.internal:8080', '[::1]:9000'],
    });
  });

  it.each([
    ['CLAIM_LEDGER_CORS_ORIGINS', 'https://a.example/'],
    ['CLAIM_LEDGER_CORS_ORIGINS', 'a.example'],
    ['CLAIM_LEDGER_CORS_ORIGINS', 'null'],
    ['CLAIM_LEDGER_CORS_ORIGINS', 'https://*.example'],
    ['CLAIM_LEDGER_TRUSTED_PROXIES', 'localhost'],
    ['CLAIM_LEDGER_TRUSTED_PROXIES', '10.0.0.0/33'],
    ['CLAIM_LEDGER_TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['CLAIM_LEDGER_TRUSTED_PROXIES', 'true'],
    ['CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS', 'http://hooks.internal'],
    ['CLAIM_LEDGER_WEBHOOK_ALLOWED_HOSTS', '127.1'],
  ])('rejects %s=%s', (name, value) => {
    const read = () => configFrom({ [name]: `,${value}` });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`separated by commas; "${value}" is not valid.`);
  });
});

describe('configFrom(): several settings', () => {
  it('names every setting that makes no sense', () => {
    const read = () => configFrom({ CLAIM_LEDGER_PORT: '-1', CLAIM_LEDGER_READING: 'shut', CLAIM_LEDGER_HOST: '::1' });
    expect(read).toThrow(
      new ConfigError([
        'CLAIM_LEDGER_PORT must be a whole number from 0 to 65535, not "-1".',
        'CLAIM_LEDGER_READING must be one of: open, closed; not "shut".',
      ]),
    );
  });

  it('takes the default for a variable that is empty', () => {
    const names = Object.values(SERVER_SETTINGS).map(({ variable }) => variable);
    expect(configFrom(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(configFrom({}));
  });
});

describe('configFrom(): CLAIM_LEDGER_PUBLIC_URL', () => {
  it('has no slash at its end', () => {
    expect(configFrom({ CLAIM_LEDGER_PUBLIC_URL: 'https://a.example/' }).publicUrl).toBe('https://a.example');
  });

  it.each(['https://correct@a.example', 'https://:correct@a.example'])('rejects %s without printing it', (text) => {
    const read = () => configFrom({ CLAIM_LEDGER_PUBLIC_URL: text });
    expect(read).toThrow(/^CLAIM_LEDGER_PUBLIC_URL takes no user name and no password\.$/);
  });
});
