// Ham4Db on Azure Functions: everything that it needs, in one resource group. docs/azure.md says how it is deployed.
targetScope = 'resourceGroup'

@description('Name of this deployment; names of resources begin with it.')
@minLength(3)
@maxLength(11)
param name string

@description('Region of everything.')
param location string = resourceGroup().location

@description('Tags of everything.')
param tags object = {}

// How large

@description('Memory of an instance in megabytes.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances that may run at the same time, those of all functions together.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that always run: of the prober, of orchestrations with their activities and entities, of the API; and, where ProbeShards in configuration is more than 1, of what probes the shards.')
param alwaysReady {
  @minValue(1)
  probe: int

  @minValue(0)
  shards: int?

  @minValue(0)
  durable: int

  @minValue(0)
  http: int
}

@description('Spread instances over the zones of the region. All of alwaysReady must then be 2 or more.')
param zoneRedundant bool

@description('Where the storage account keeps its copies.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string

@description('Plan of Durable Task Scheduler. Dedicated with 3 units is highly available, Consumption is not.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string

@description('Units of the plan Dedicated.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('Days for which logs are kept.')
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which nothing more is taken; -1 for no limit.')
param logDailyQuotaGb int = 1

// What it watches

@description('Configuration of Ham4Db by key, as in docs/configuration.md. A list or a map is given as JSON.')
param configuration object

@description('Keys of the configuration whose values are passwords and lie in the vault.')
param vaultKeys string[] = ['MySQLTopologyPassword', 'MySQLReplicationPassword']

@description('Passwords by key. A key without one, or with an empty one, keeps the value that the vault has.')
@secure()
param secrets object

// Who may call it

@description('Client id of the app registration that tokens are issued for.')
@minLength(36)
@maxLength(36)
param entraClientId string

@description('Tenant that issues them.')
param entraTenantId string = tenant().tenantId

@description('False lets callers in through the private endpoint only; the package too can then only be deployed from inside the network.')
param public bool

@description('Addresses and ranges that may call the app over the Internet; empty for all.')
param allowedCallers string[] = []

// Where it stands

@description('Addresses of the network; at least a /25 that overlaps with no network of the databases.')
param addressPrefix string = '10.90.0.0/24'

@description('Networks of the databases. The peering back to this network is made by their owners.')
param databaseNetworks { subscriptionId: string?, resourceGroup: string, name: string }[] = []

@description('DNS servers that know the databases\' names; empty for those of Azure.')
param dnsServers string[] = []

@description('False where the region has no private endpoints for Durable Task Scheduler: it is then reachable over the Internet, for identities with a role on it.')
param privateScheduler bool = true

// Who is told

@description('Addresses that alerts are mailed to.')
param alertEmails string[] = []

@description('Addresses that alerts are posted to.')
param alertWebhooks string[] = []

var unique = uniqueString(resourceGroup().id, name)
var appName = '${name}-${unique}'
var authentication = {
  AuthenticationMethod: 'oidc'
  OidcAuthority: '${environment().authentication.loginEndpoint}${entraTenantId}/v2.0'
  OidcAudiences: string([entraClientId, 'api://${entraClientId}'])
}
var groups = [
  { name: 'function:Probe', instanceCount: alwaysReady.probe }
  { name: 'function:ProbeShard', instanceCount: alwaysReady.?shards ?? 0 }
  { name: 'durable', instanceCount: alwaysReady.durable }
  { name: 'http', instanceCount: alwaysReady.http }
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: appName
  location: location
  tags: tags
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: appName
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    identityId: identity.id
    principalId: identity.properties.principalId
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    emails: alertEmails
    webhooks: alertWebhooks
  }
}

module network 'modules/network.bicep' = {
  params: {
    name: appName
    location: location
    tags: tags
    addressPrefix: addressPrefix
    databaseNetworks: databaseNetworks
    dnsServers: dnsServers
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: take('${toLower(replace(name, '-', ''))}${unique}', 24)
    location: location
    tags: tags
    sku: storageSku
    identityId: identity.id
    principalId: identity.properties.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: take('${name}-${unique}', 24)
    location: location
    tags: tags
    identityId: identity.id
    principalId: identity.properties.principalId
    keys: vaultKeys
    values: secrets
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'modules/scheduler.bicep' = {
  params: {
    name: appName
    location: location
    tags: tags
    sku: schedulerSku
    capacity: schedulerCapacity
    identityId: identity.id
    principalId: identity.properties.principalId
    retentionDays: 30
    private: privateScheduler
  }
}

module endpoints 'modules/endpoint.bicep' = [
  for group in ['blob', 'queue', 'table', 'vault']: {
    params: {
      name: '${appName}-${group}'
      location: location
      tags: tags
      subnetId: network.outputs.endpointSubnetId
      targetId: group == 'vault' ? vault.outputs.id : storage.outputs.id
      group: group
      zoneId: network.outputs.zoneIds[group]
    }
  }
]

module schedulerEndpoint 'modules/endpoint.bicep' = if (privateScheduler) {
  params: {
    name: '${appName}-scheduler'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: scheduler.outputs.id
    group: 'scheduler'
    zoneId: network.outputs.zoneIds.scheduler
  }
}

module app 'modules/app.bicep' = {
  // It reads secrets and storage as soon as it is there.
  dependsOn: [endpoints, schedulerEndpoint]
  params: {
    name: appName
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: filter(groups, group => group.instanceCount > 0)
    identityId: identity.id
    identityClientId: identity.properties.clientId
    subnetId: network.outputs.appSubnetId
    packagesUri: storage.outputs.packagesUri
    configuration: union(configuration, authentication)
    vaultKeys: vaultKeys
    vaultUri: vault.outputs.uri
    blobUri: storage.outputs.blobUri
    queueUri: storage.outputs.queueUri
    tableUri: storage.outputs.tableUri
    schedulerEndpoint: scheduler.outputs.endpoint
    hub: scheduler.outputs.hub
    insightsConnectionString: monitoring.outputs.connectionString
    public: public
    allowedCallers: allowedCallers
  }
}

module appEndpoint 'modules/endpoint.bicep' = {
  params: {
    name: '${appName}-sites'
    location: location
    tags: tags
    subnetId: network.outputs.endpointSubnetId
    targetId: app.outputs.id
    group: 'sites'
    zoneId: network.outputs.zoneIds.sites
  }
}

output appName string = appName
output address string = 'https://${app.outputs.hostName}/'
output storageId string = storage.outputs.id
output alerts string[] = alerts.outputs.names
