import { Badge, Text, Tooltip } from '@mantine/core';
import type { CSSProperties } from 'react';
import { Link } from 'wouter';
import { keyText } from '../api/key';
import { answerText, findingText } from '../common/finding';
import { Name } from '../common/Name';
import { engineNames } from '../common/engineNames';
import { duration } from '../common/time';
import { useT } from '../i18n/I18n';
import { isWarning, stateColor, type RankedCluster } from './state';

export function ClusterRow({ ranked: { cluster, state }, index, style }: { ranked: RankedCluster; index: number; style: CSSProperties }) {
  const t = useT();
  const finding = cluster.findings.find((f) => f.code !== 'noProblem') ?? cluster.findings.find(isWarning);
  const said = finding ? findingText(finding, t) : '';
  const { outlook } = cluster;
  const answer = cluster.answers[0];
  const blocker = outlook?.blockers[0]?.reason;
  return (
    <div role="row" aria-rowindex={index + 2} className="cluster-row" data-state={state} style={style}>
      <div role="cell">
        <Badge color={stateColor[state]} variant={state === 'healthy' ? 'light' : 'filled'} fullWidth>
          {t(`state.${state}`)}
        </Badge>
      </div>
      <div role="cell" className="cluster-name">
        <Link className="link" href={`/clusters/${encodeURIComponent(cluster.clusterId)}`}>
          <Name text={cluster.alias} short />
        </Link>
        {said && (
          <Text size="xs" c={state === 'broken' ? 'red' : 'dimmed'} title={finding?.description || said} className="short untrusted">
            {said}
          </Text>
        )}
      </div>
      <div role="cell" className="mono wide-only">
        {cluster.primary ? <Name text={keyText(cluster.primary)} short /> : '–'}
        {cluster.primary && <Text size="xs" c="dimmed">{engineNames[cluster.primary.engine]}</Text>}
      </div>
      <div role="cell" className="tabular">
        {cluster.instances}
        {cluster.instancesWithProblems > 0 && (
          <Text size="xs" c="orange" className="wide-only">
            {t('clusters.problems', { n: cluster.instancesWithProblems })}
          </Text>
        )}
      </div>
      <div role="cell" className="wide-only tabular">{cluster.lagSeconds === null ? '–' : cluster.lagSeconds < 10 ? `${cluster.lagSeconds} s` : duration(cluster.lagSeconds * 1000)}</div>
      <div role="cell" className="wide-only">
        <Tooltip label={t(`durability.${cluster.durability}.help`)} multiline maw={300}>
          <span>{t(`durability.${cluster.durability}`)}</span>
        </Tooltip>
      </div>
      <div role="cell" className="wide-only">
        {answer ? (
          <Text size="sm" c={answer.state === 'runs' || answer.state === 'begins' ? 'blue' : 'red'} title={answerText(answer, t)} className="short untrusted">{answerText(answer, t)}</Text>
        ) : !outlook ? (
          <Text size="sm" c="dimmed">{t('outlook.unknown')}</Text>
        ) : outlook.candidate && !blocker ? (
          <Name short text={t('outlook.takesOver', { candidate: keyText(outlook.candidate) })} />
        ) : (
          <Text size="sm" c="grape" title={blocker} className="short untrusted">{blocker ?? t('outlook.nobody')}</Text>
        )}
      </div>
    </div>
  );
}
