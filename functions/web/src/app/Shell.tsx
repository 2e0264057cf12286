import { AppShell, Burger, Drawer, Group, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { SearchBox } from '../search/SearchBox';
import { useT } from '../i18n/I18n';
import { Banner } from './Banner';
import { Choices } from './Choices';
import { Navigation } from './Navigation';
import { WhoAmI } from './WhoAmI';

export function Shell({ children }: { children: ReactNode }) {
  const t = useT();
  const [isOpen, menu] = useDisclosure(false);
  return (
    <AppShell header={{ height: 56 }} padding={{ base: 'sm', sm: 'lg' }}>
      <a className="skip" href="#content" onClick={(e) => { e.preventDefault(); document.getElementById('content')?.focus(); }}>{t('nav.skip')}</a>
      <AppShell.Header px="md">
        <Group h="100%" wrap="nowrap" justify="space-between" gap="sm">
          <Group wrap="nowrap" gap="md">
            <Burger className="narrow-only" size="sm" opened={isOpen} onClick={menu.toggle} aria-label={t('nav.menu')} />
            <Link href="/" className="nav-link"><Group gap={8} wrap="nowrap"><img src="./icon.svg" width={24} height={24} alt="" /><Title order={2} size="h4" component="span">{t('app.title')}</Title></Group></Link>
            <Group component="nav" aria-label={t('nav.main')} gap={4} wrap="nowrap" className="wide-only"><Navigation /></Group>
          </Group>
          <Group wrap="nowrap" gap="xs">
            <SearchBox />
            <Group gap="xs" wrap="nowrap" className="wide-only"><Choices /><WhoAmI /></Group>
          </Group>
        </Group>
      </AppShell.Header>
      <Drawer opened={isOpen} onClose={menu.close} title={t('nav.menu')} size="xs" closeButtonProps={{ 'aria-label': t('close') }}>
        <Stack component="nav" aria-label={t('nav.main')} onClick={(e) => { if ((e.target as HTMLElement).closest('a')) menu.close(); }}>
          <Navigation />
          <Choices />
          <WhoAmI />
        </Stack>
      </Drawer>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <Banner />
        {children}
      </AppShell.Main>
    </AppShell>
  );
}
