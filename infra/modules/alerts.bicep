// What somebody has to be told at night. Every rule asks the metrics and spans that the app exports; docs/metrics.md describes them.

param location string
param tags object

@description('Beginning of the rules\' names.')
param name string

param workspaceId string

@description('Addresses that are told by mail.')
param emails string[]

@description('Addresses that are told by webhook, in the common alert schema.')
param webhooks string[]

var metric = 'AppMetrics | where Name =='
// Gauges are told by every process; the newest is what holds.
var latest = 'summarize arg_max(TimeGenerated, Sum)'

type rule = {
  @description('End of its name.')
  key: string

  @description('0 critical, 1 error, 2 warning.')
  severity: int

  text: string

  @description('Rows are what is counted.')
  query: string

  @description('It fires with more rows than that.')
  above: int?

  @description('It fires with fewer rows than that.')
  below: int?

  @description('Windows of five minutes in a row that it must hold for; one unless it says so.')
  periods: int?
}

var rules rule[] = [
  {
    key: 'recovery-failed'
    severity: 0
    text: 'A recovery ended without having done what it was for. Its errors and steps say why; the cluster may have no primary.'
    query: 'AppDependencies | where Name == "recovery" and tostring(Properties["ham4db.recovery.status"]) == "Failed"'
    above: 0
  }
  {
    key: 'primary-dead'
    severity: 0
    text: 'A primary is dead and has not been replaced: automatic recovery is off for it, blocked, refused or still running.'
    query: '${metric} "ham4db_findings" and tostring(Properties.code) in ("DeadPrimary", "DeadPrimaryAndReplicas", "DeadPrimaryAndSomeReplicas") | ${latest} by Code = tostring(Properties.code) | where Sum > 0'
    above: 0
    periods: 2
  }
  {
    key: 'nobody-probes'
    severity: 0
    text: 'No instance was probed for five minutes: the app does not run, cannot reach its storage, or cannot be heard.'
    query: '${metric} "ham4db_probe_seconds"'
    below: 1
  }
  {
    key: 'probes-late'
    severity: 1
    text: 'A cluster has not been probed for a minute or more. What is shown of it is old, and its failures are not seen.'
    query: '${metric} "ham4db_oldest_probe_age_seconds" | ${latest} | where Sum > 60'
    above: 0
    periods: 2
  }
  {
    key: 'instance-unreachable'
    severity: 2
    text: 'At least one instance does not answer probes.'
    query: '${metric} "ham4db_instances" and tostring(Properties.answered) == "no" | ${latest} | where Sum > 0'
    above: 0
    periods: 2
  }
  {
    key: 'recovery-unacknowledged'
    severity: 2
    text: 'A recovery took place and nobody has acknowledged it; until then, or for RecoveryPeriodBlockSeconds, the next one of its cluster is refused.'
    query: '${metric} "ham4db_recoveries_unacknowledged" | ${latest} | where Sum > 0'
    above: 0
  }
  {
    key: 'clusters-blocked'
    severity: 2
    text: 'The next automatic recovery of at least one cluster would be refused.'
    query: '${metric} "ham4db_clusters_blocked" | ${latest} | where Sum > 0'
    above: 0
    periods: 2
  }
  {
    key: 'recoveries-disabled'
    severity: 2
    text: 'Automatic recoveries are switched off for all clusters.'
    query: '${metric} "ham4db_recoveries_disabled" | ${latest} | where Sum > 0'
    above: 0
    periods: 6
  }
  {
    key: 'webhooks-dead'
    severity: 2
    text: 'Deliveries to a webhook were given up and wait to be sent again by hand: somebody was not told.'
    query: '${metric} "ham4db_webhooks" and tostring(Properties.status) == "dead" | ${latest} by Endpoint = tostring(Properties.endpoint) | where Sum > 0'
    above: 0
  }
  {
    key: 'requests-failing'
    severity: 2
    text: 'More than ten requests to the API failed inside within five minutes.'
    query: '${metric} "ham4db_http_request_seconds" and toint(Properties.status) >= 500 | summarize Failed = sum(ItemCount) | where Failed > 10'
    above: 0
  }
]

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: take(name, 12)
    emailReceivers: [
      for (address, index) in emails: {
        name: 'mail-${index}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
    webhookReceivers: [
      for (address, index) in webhooks: {
        name: 'webhook-${index}'
        serviceUri: address
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Ham4Db ${name}: ${replace(rule.key, '-', ' ')}'
      description: rule.text
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT5M'
      autoMitigate: true
      // The tables are made with the first row: before the app has run once the queries would be refused.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.?below != null ? 'LessThan' : 'GreaterThan'
            threshold: rule.?below ?? rule.?above ?? 0
            failingPeriods: {
              numberOfEvaluationPeriods: rule.?periods ?? 1
              minFailingPeriodsToAlert: rule.?periods ?? 1
            }
          }
        ]
      }
      actions: { actionGroups: [group.id] }
    }
  }
]

output names string[] = [for (rule, index) in rules: alerts[index].name]
