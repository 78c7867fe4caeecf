// checks: >= 5
// budget: 0.2 us
#include <stdio.h>

static int f(int n) <%
    int s = 0, a<:4:> = <% 1, 2 %>;
    while (n > 5) <% n--; s += a<:1:>; %> // loop: strip
    do <% s++; %> while (s < 20); // loop: strip
    for (int i = 0; i < n; i++) <% s += i; %> // loop: strip
    return s;
%>

static int g(int n) <% // entry: check
    return n > 0 ? g(n - 1) + 1 : 0;
%>

int main(void) {
    printf("%d %d\n", f(9), g(4));
    return 0;
}
