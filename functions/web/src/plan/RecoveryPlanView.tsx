import { Alert, Badge, Card, List, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { keyText } from '../api/key';
import type { RecoveryPlan } from '../api/types';
import { Name } from '../common/Name';
import { useT } from '../i18n/I18n';
import { Steps } from './Steps';

export function RecoveryPlanView({ plan }: { plan: RecoveryPlan }) {
  const t = useT();
  const loses = plan.loss.isKnown;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <Card withBorder>
          <Text size="sm" c="dimmed">{t('recovery.successor')}</Text>
          <Text fw={700} size="lg" c={plan.candidate ? undefined : 'red'}><Name text={plan.candidate ? t('plan.successor', { candidate: keyText(plan.candidate) }) : t('plan.nobody')} /></Text>
        </Card>
        <Card withBorder>
          <Text size="sm" c="dimmed">{t('plan.loss')}</Text>
          <Text fw={loses ? 700 : 400} c={loses ? 'red' : undefined}><Name text={plan.loss.description} /></Text>
          {plan.loss.missingGtidSet && <Text className="mono" size="sm"><Name text={plan.loss.missingGtidSet} /></Text>}
        </Card>
        <Card withBorder>
          <Text size="sm" c="dimmed">{t('plan.blockers')}</Text>
          {plan.blockers.length === 0 ? <Text c="green" fw={600}>{t('plan.noBlockers')}</Text> : <List>{plan.blockers.map((b) => <List.Item key={b.code + b.reason}><Name text={b.reason} /></List.Item>)}</List>}
        </Card>
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
        <section>
          <Title order={2} size="h4">{t('plan.steps')}</Title>
          <Text size="xs" c="dimmed">{t('plan.parallel')}</Text>
          <Steps steps={plan.steps} />
        </section>
        <section className="scroll-x" tabIndex={0} aria-label={t('plan.candidates')}>
          <Title order={2} size="h4">{t('plan.candidates')}</Title>
          <Table verticalSpacing={6}>
            <Table.Tbody>
              {[...plan.verdicts].sort((a, b) => Number(b.isChosen) - Number(a.isChosen) || Number(b.isEligible) - Number(a.isEligible)).map((v) => (
                <Table.Tr key={keyText(v.instance)}>
                  <Table.Td w={130}><Badge color={v.isChosen ? 'green' : v.isEligible ? 'blue' : 'gray'} variant="light">{t(v.isChosen ? 'plan.chosen' : v.isEligible ? 'plan.eligible' : 'plan.notEligible')}</Badge></Table.Td>
                  <Table.Td><strong><Name text={keyText(v.instance)} /></strong><Text size="sm" c="dimmed"><Name text={v.reason} /></Text></Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      </SimpleGrid>
      {plan.lostReplicas.length > 0 && <Alert color="orange" title={t('plan.lost')}><List>{plan.lostReplicas.map((v) => <List.Item key={keyText(v.instance)}><Name text={`${keyText(v.instance)}: ${v.reason}`} /></List.Item>)}</List></Alert>}
    </Stack>
  );
}
