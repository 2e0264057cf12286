using '../main.bicep'
extends 'common.bicepparam'

// For fleets that somebody relies on: every part runs in several zones. The region must have zones.
param instanceMemoryMB = 2048
param maximumInstanceCount = 100
param alwaysReady = { probe: 2, durable: 2, http: 2 }
param zoneRedundant = true
param storageSku = 'Standard_ZRS'
param schedulerSku = 'Dedicated'
param schedulerCapacity = 3
param logRetentionDays = 90
param logDailyQuotaGb = 5
param public = false
