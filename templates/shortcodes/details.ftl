<#-- What readers open when they want it: <@details summary="The proof">Markdown</@details>. -->
<#macro details summary open=false>
<details<#if open> open</#if>>
<summary>${summary}</summary>
<#nested>
</details>
</#macro>
