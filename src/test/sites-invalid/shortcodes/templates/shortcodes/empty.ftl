<#macro other></#macro>
