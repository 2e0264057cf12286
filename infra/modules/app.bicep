// The function app on Flex Consumption, and the plan that it runs on.

@description('Name of the app; it is part of its address.')
param name string

param location string
param tags object

@description('Instances in several zones; every always-ready group then needs at least two.')
param zoneRedundant bool

@description('Memory of an instance in megabytes.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances that may run at the same time, those of all functions together.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that always run, by group: http, durable, or function: and its name.')
param alwaysReady { name: string, instanceCount: int }[]

param identityId string
param identityClientId string
param subnetId string

@description('Where the package lies that the app runs from.')
param packagesUri string

@description('Keys of the configuration and their values.')
param configuration object

@description('Keys of the configuration whose values are secrets of the vault.')
param vaultKeys string[]

param vaultUri string
param blobUri string
param queueUri string
param tableUri string
param schedulerEndpoint string
param hub string
param insightsConnectionString string

@description('False lets callers in through the private endpoint only; packages too can then only be deployed from inside.')
param public bool

@description('Addresses and ranges that may call the app over the Internet; empty for all.')
param allowedCallers string[]

var plain = reduce(items(configuration), {}, (all, item) => union(all, { 'Ham4Db__${item.key}': item.value }))
var secret = reduce(
  vaultKeys,
  {},
  (all, key) => union(all, { 'Ham4Db__${key}': '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${key})' })
)
var platform = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'Authorization=AAD;ClientId=${identityClientId}'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  AZURE_CLIENT_ID: identityClientId
  AzureWebJobsStorage__blobServiceUri: blobUri
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__queueServiceUri: queueUri
  AzureWebJobsStorage__tableServiceUri: tableUri
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
  TASKHUB_NAME: hub
}
var own = {
  Ham4Db__DataFolder: '/tmp/ham4db'
  Ham4Db__Storage: tableUri
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId
    publicNetworkAccess: public ? 'Enabled' : 'Disabled'
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ipSecurityRestrictionsDefaultAction: public && empty(allowedCallers) ? 'Allow' : 'Deny'
      ipSecurityRestrictions: [
        for (range, index) in allowedCallers: {
          name: 'caller-${index}'
          action: 'Allow'
          priority: 100 + index
          ipAddress: range
        }
      ]
    }
  }

  // A deployment sets them all: what is not here is gone afterwards.
  resource settings 'config' = {
    name: 'appsettings'
    properties: union(plain, secret, platform, own)
  }

  // Packages are deployed with an identity, never with a password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output id string = app.id
output hostName string = app.properties.defaultHostName
