import { Badge } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { useFindings } from '../api/queries';
import { isWarning } from '../clusters/state';
import { useT } from '../i18n/I18n';
import type { MessageName } from '../i18n/en';

const pages: [string, MessageName][] = [
  ['/', 'nav.clusters'],
  ['/problems', 'nav.problems'],
  ['/recoveries', 'nav.recoveries'],
  ['/history/audit', 'nav.history'],
  ['/status', 'nav.status'],
  ['/discover', 'nav.discover'],
];

function isCurrent(location: string, href: string): boolean {
  if (href === '/') return location === '/' || location.startsWith('/clusters');
  return location.startsWith('/' + href.split('/')[1]);
}

export function Navigation() {
  const t = useT();
  const [location] = useLocation();
  // Findings and not clusters: this stands on every page, and a large fleet's list is a megabyte.
  const findings = useFindings().data;
  const troubled = useMemo(() => new Set(findings?.filter((f) => isWarning(f.finding)).map((f) => f.finding.clusterId)).size, [findings]);
  return pages.map(([href, name]) => (
    <Link key={href} href={href} className="nav-link" aria-current={isCurrent(location, href) ? 'page' : undefined}>
      {t(name)}
      {name === 'nav.problems' && troubled > 0 && <Badge ml={6} size="sm" circle color="red">{troubled}</Badge>}
    </Link>
  ));
}
