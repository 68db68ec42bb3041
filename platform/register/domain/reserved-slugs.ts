/** First words of addresses that belong to the platform; no place and no authority ever gets one of them. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  'about', 'access', 'accessibility', 'account', 'accounts', 'admin', 'administration', 'allmende', 'api', 'app', 'apps', 'application', 'applications', 'apply', 'assets', 'assistant', 'assistants', 'audit', 'auth',
  'authorities', 'authority', 'callback', 'case', 'cases', 'catalog', 'catalogue', 'check', 'contact', 'contracts', 'cookies', 'css', 'data', 'demo', 'docs', 'documents', 'download', 'downloads', 'easy-language',
  'error', 'errors', 'events', 'export', 'faq', 'favicon', 'favicon-ico', 'feedback', 'files', 'fit-connect', 'fonts', 'health', 'help', 'home', 'hooks', 'icons', 'images', 'img', 'import', 'imprint', 'index', 'inbox',
  'instances', 'jobs', 'join', 'js', 'language', 'languages', 'learning', 'legal', 'license', 'licence', 'live', 'log', 'login', 'logout', 'mail', 'mailbox', 'manifest', 'me', 'media', 'member', 'members', 'metrics',
  'need', 'needs', 'new', 'news', 'oauth', 'office', 'offices', 'oidc', 'open-data', 'openapi', 'operation', 'operations', 'operator', 'order', 'orders', 'osb', 'participation', 'place', 'places', 'platform', 'portal', 'press', 'privacy',
  'problems', 'profile', 'projects', 'public', 'ready', 'register', 'reset', 'robots', 'robots-txt', 'root', 'saml', 'search', 'security', 'security-txt', 'service', 'services', 'session', 'sessions', 'settings',
  'setup', 'sign-in', 'sign-language', 'sign-out', 'sign-up', 'signatures', 'sitemap', 'sitemap-xml', 'solution', 'solutions', 'static', 'status', 'store', 'style', 'styles', 'supplier', 'suppliers', 'support', 'system',
  'tenant', 'tenants', 'terms', 'test', 'training', 'upload', 'uploads', 'user', 'users', 'v1', 'v2', 'well-known', 'www',
  'abmelden', 'anmelden', 'anmeldung', 'barrierefreiheit', 'betreiber', 'datenschutz', 'gebaerdensprache', 'hilfe', 'impressum', 'kontakt', 'leichte-sprache', 'suche',
]);
