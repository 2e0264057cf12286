// The network that the app lives in, and the zones in which the private endpoints are found.

@description('Name of the virtual network.')
param name string

param location string
param tags object

@description('Addresses of the network; at least a /25 that overlaps with none of the networks that the databases are in.')
param addressPrefix string

@description('Networks of the databases. The peering back to this network is made by their owners.')
param databaseNetworks { subscriptionId: string?, resourceGroup: string, name: string }[]

@description('DNS servers that know the databases\' names; empty for those of Azure. They must forward what they do not know to 168.63.129.16, or the private endpoints are not found.')
param dnsServers string[]

var services = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  queue: 'privatelink.queue.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  vault: 'privatelink.vaultcore.azure.net'
  scheduler: 'privatelink.durabletask.io'
  sites: 'privatelink.azurewebsites.net'
}

resource network 'Microsoft.Network/virtualNetworks@2024-10-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    dhcpOptions: empty(dnsServers) ? null : { dnsServers: dnsServers }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [
            {
              name: 'flex'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

resource peerings 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings@2024-10-01' = [
  for other in databaseNetworks: {
    parent: network
    name: 'to-${other.resourceGroup}-${other.name}'
    properties: {
      remoteVirtualNetwork: {
        id: resourceId(
          other.?subscriptionId ?? subscription().subscriptionId,
          other.resourceGroup,
          'Microsoft.Network/virtualNetworks',
          other.name
        )
      }
      allowVirtualNetworkAccess: true
      allowForwardedTraffic: true
    }
  }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in items(services): {
    name: service.value
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, index) in items(services): {
    parent: zones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      virtualNetwork: { id: network.id }
      registrationEnabled: false
    }
  }
]

output appSubnetId string = network::app.id
output endpointSubnetId string = network::endpoints.id

@description('Ids of the zones by the part of the resource that is found in them.')
output zoneIds object = toObject(
  items(services),
  service => service.key,
  service => resourceId('Microsoft.Network/privateDnsZones', service.value)
)
