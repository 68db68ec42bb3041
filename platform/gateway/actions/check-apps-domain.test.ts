import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnusableConfig } from '@allmende/config';
import { checkAppsDomain } from './check-apps-domain.ts';

const config = (domain: string, platform: string, environment: 'production' | 'development' = 'production') => ({
  environment, publicAddress: platform, areaAddress: { office: platform, operator: platform, supplier: platform }, apps: { domain } as never,
});

test('production refuses an apps domain that is one site with the platform', () => {
  for (const [domain, platform] of [['apps.allmende.example', 'https://www.allmende.example'], ['allmende.example', 'https://allmende.example'], ['apps.stadt.co.uk', 'https://stadt.co.uk']] as const) {
    assert.throws(() => checkAppsDomain(config(domain, platform)), (error: unknown) => error instanceof UnusableConfig && /registrierbaren Domain/u.test(error.message));
  }
  assert.throws(() => checkAppsDomain({ ...config('apps.example', 'https://allmende.example'), areaAddress: { office: 'https://office.apps.example', operator: 'https://a.example', supplier: 'https://a.example' } }), UnusableConfig);
});

test('another registrable domain is welcome, also one below a public suffix of its own', () => {
  for (const [domain, platform] of [['allmende-apps.example', 'https://allmende.example'], ['apps.localhost', 'http://localhost:8080'], ['one.github.io', 'https://two.github.io']] as const) checkAppsDomain(config(domain, platform));
  checkAppsDomain(config('apps.allmende.example', 'https://allmende.example', 'development'));
});
