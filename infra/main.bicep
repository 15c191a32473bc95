// Everything that Nudge runs on in Azure: one deployment, one resource group.
targetScope = 'resourceGroup'

@description('Begins the name of every resource: a letter first. The web app and the vault need it to be unique in the world.')
@minLength(4)
@maxLength(16)
param name string

@description('Where everything but the bot registration stands.')
param location string = resourceGroup().location

@description('What people see as the name of the bot.')
@maxLength(42)
param botDisplayName string = 'Nudge'

@description('Entra app that people sign in to; its secret stays with the bot registration.')
param signInAppId string

@secure()
param signInAppSecret string

@description('Tenants whose people may use the bot, with commas between; only this one if empty.')
param allowedTenants string = ''

@description('Who reads calendars while nobody speaks: person, or app after docs/app-only.md.')
@allowed(['person', 'app'])
param backgroundReading string = 'person'

@description('Size of the web app; B1 is the smallest that is always on.')
param appSku string = 'B1'

@description('Size of the database server.')
param databaseSku string = 'Standard_B1ms'

// New with each deployment, so nobody ever has to know or rotate it. The letter is for PostgreSQL's rules.
@secure()
param databasePassword string = 'N${newGuid()}'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

module network 'network.bicep' = {
  name: 'network'
  params: {
    name: name
    location: location
  }
}

module insights 'insights.bicep' = {
  name: 'insights'
  params: {
    name: name
    location: location
  }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    name: name
    location: location
    sku: databaseSku
    password: databasePassword
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    name: name
    location: location
    readerId: identity.properties.principalId
    databaseUrl: 'postgresql://${database.outputs.login}:${databasePassword}@${database.outputs.host}:5432/${database.outputs.databaseName}?sslmode=require'
  }
}

module app 'app.bicep' = {
  name: 'app'
  params: {
    name: name
    location: location
    sku: appSku
    identityId: identity.id
    identityClientId: identity.properties.clientId
    tenantId: identity.properties.tenantId
    allowedTenants: allowedTenants
    backgroundReading: backgroundReading
    databaseUrlUri: vault.outputs.databaseUrlUri
    insightsConnection: insights.outputs.connection
    workspaceId: insights.outputs.workspaceId
    subnetId: network.outputs.appSubnetId
  }
}

module bot 'bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    displayName: botDisplayName
    endpoint: 'https://${app.outputs.host}/api/messages'
    appId: identity.properties.clientId
    appType: 'UserAssignedMSI'
    identityId: identity.id
    tenantId: identity.properties.tenantId
    signInAppId: signInAppId
    signInAppSecret: signInAppSecret
  }
}

// The Agents Toolkit writes these into env/.env.<environment>; the app manifest and the deploy step read them there.
output BOT_ID string = identity.properties.clientId
output BOT_DOMAIN string = app.outputs.host
output BOT_APP_RESOURCE_ID string = app.outputs.resourceId
