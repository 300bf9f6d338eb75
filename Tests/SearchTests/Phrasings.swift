/// `phrasing -> constraints`, by what is said; see `PhrasingTests`.
enum Phrasings {
    static let prices = """
        # at most
        5만원 이하 텀블러 -> max=50000
        5만 원 이하 텀블러 -> max=50000
        5만원이하 텀블러 -> max=50000
        50000원 이하 텀블러 -> max=50000
        50,000원 이하로 텀블러 -> max=50000
        5만원 까지 텀블러 -> max=50000
        5만원까지만 텀블러 -> max=50000
        5만원 이내 텀블러 -> max=50000
        5만원 이내로 텀블러 보여줘 -> max=50000
        5만원 안쪽 텀블러 -> max=50000
        5만원 안쪽으로 텀블러 -> max=50000
        5만원 안으로 텀블러 -> max=50000
        5만원 안에서 텀블러 추천 -> max=50000
        5만원 넘지 않는 텀블러 -> max=50000
        5만원 넘지 않게 텀블러 -> max=50000
        5만원을 넘지 않는 텀블러 -> max=50000
        5만원은 안 넘는 텀블러 -> max=50000
        5만원은 안 넘었으면 텀블러 -> max=50000
        5만원 안 넘는 걸로 텀블러 -> max=50000
        5만원 안 넘게 텀블러 -> max=50000
        5만원 안 넘어가는 텀블러 -> max=50000
        5만원 초과하지 않는 텀블러 -> max=50000
        최대 5만원 텀블러 -> max=50000
        많아도 5만원 텀블러 -> max=50000
        비싸도 5만원 텀블러 -> max=50000
        예산 5만원 텀블러 -> max=50000
        예산은 5만원 텀블러 -> max=50000
        예산이 5만원인데 텀블러 -> max=50000
        텀블러 5만원 한도 -> max=50000
        텀블러 5만원 선에서 -> max=50000
        5만원으로 살 수 있는 텀블러 -> max=50000
        5만원에 살 만한 텀블러 -> max=50000
        오만원 이하 텀블러 -> max=50000
        오만 원 이하 텀블러 -> max=50000
        십만원 이하 이불 -> max=100000
        십오만원 이하 이불 -> max=150000
        이십만원 안 넘는 이불 -> max=200000
        백만원 이하 이불 -> max=1000000
        만원 이하 텀블러 -> max=10000
        만 원 이하 텀블러 -> max=10000
        천원 이하 텀블러 -> max=1000
        5천원 이하 텀블러 -> max=5000
        오천원 이하 텀블러 -> max=5000
        만오천원 이하 텀블러 -> max=15000
        만 오천원 이하 텀블러 -> max=15000
        1만5천원 이하 텀블러 -> max=15000
        1만 5천원 이하 텀블러 -> max=15000
        1.5만원 이하 텀블러 -> max=15000
        1.5만 이하 텀블러 -> max=15000
        2만5천 이하 텀블러 -> max=25000
        삼만오천원 이하 텀블러 -> max=35000
        12만 8천원 이하 이불 -> max=128000
        30000 이하 텀블러 -> max=30000
        가격 3만원 이하 텀블러 -> max=30000
        가격은 3만원까지 텀블러 -> max=30000
        텀블러 3만원 이하로 부탁해요 -> max=30000
        텀블러인데 3만원 이하면 좋겠어요 -> max=30000
        ３만원 이하 텀블러 -> max=30000
        3만원 이하의 텀블러 -> max=30000
        8만원으로 텀블러 두 개 -> max=40000
        # below
        3만원 미만 텀블러 -> max=29999
        3만원 미만으로 텀블러 -> max=29999
        3만원 밑 텀블러 -> max=29999
        3만원 밑으로 텀블러 -> max=29999
        3만원 아래 텀블러 -> max=29999
        3만원 아래로 텀블러 -> max=29999
        3만원 언더 텀블러 -> max=29999
        3만원보다 싼 텀블러 -> max=29999
        3만원보다 저렴한 텀블러 -> max=29999
        3만원도 안 되는 텀블러 -> max=29999
        3만원이 안 되는 텀블러 -> max=29999
        3만원 안 되는 텀블러 -> max=29999
        3만원도 안 하는 텀블러 -> max=29999
        삼만원 밑으로 텀블러 -> max=29999
        만원 미만 텀블러 -> max=9999
        # at least and above
        20만원 이상 이불 -> min=200000
        20만원 이상인 이불 -> min=200000
        20만원 이상 되는 이불 -> min=200000
        이십만원 이상 이불 -> min=200000
        20만원부터 이불 -> min=200000
        최소 20만원 이불 -> min=200000
        적어도 20만원 이불 -> min=200000
        20만원 넘는 이불 -> min=200001
        20만원 넘는 거 이불 -> min=200001
        20만원 초과 이불 -> min=200001
        20만원보다 비싼 이불 -> min=200001
        20만원을 넘는 이불 -> min=200001
        # decades
        3만원대 니트 -> min=30000 max=39999
        3만원 대 니트 -> min=30000 max=39999
        삼만원대 니트 -> min=30000 max=39999
        3만 원대 니트 -> min=30000 max=39999
        10만원대 이불 -> min=100000 max=199999
        십만원대 이불 -> min=100000 max=199999
        20만원대 이불 -> min=200000 max=299999
        천원대 텀블러 -> min=1000 max=1999
        5천원대 텀블러 -> min=5000 max=5999
        만원대 텀블러 -> min=10000 max=19999
        3만원대 초반 니트 -> min=30000 max=33999
        3만원 초반대 니트 -> min=30000 max=33999
        3만원 중반 니트 -> min=33000 max=37000
        3만원대 후반 니트 -> min=36000 max=39999
        1~2만원대 텀블러 -> min=10000 max=29999
        4~5만원대 이불 -> min=40000 max=59999
        # ranges
        2~3만원 텀블러 -> min=20000 max=30000
        2-3만원 텀블러 -> min=20000 max=30000
        2만원~3만원 텀블러 -> min=20000 max=30000
        2만~3만원 텀블러 -> min=20000 max=30000
        2,3만원 텀블러 -> min=20000 max=30000
        이삼만원 텀블러 -> min=20000 max=30000
        이삼만원대 텀블러 -> min=20000 max=39999
        일이만원 텀블러 -> min=10000 max=20000
        삼사만원짜리 니트 -> min=30000 max=40000
        오륙만원 이불 -> min=50000 max=60000
        이삼십만원 이불 -> min=200000 max=300000
        5만원에서 7만원 사이 니트 -> min=50000 max=70000
        5만원부터 7만원까지 니트 -> min=50000 max=70000
        5만원과 7만원 사이 니트 -> min=50000 max=70000
        5만원 이상 7만원 이하 니트 -> min=50000 max=70000
        5만원 넘고 7만원 안 넘는 니트 -> min=50001 max=70000
        최소 5만원 최대 7만원 니트 -> min=50000 max=70000
        # about
        3만원 정도 니트 -> min=24000 max=36000
        3만원쯤 하는 니트 -> min=24000 max=36000
        3만원 내외 니트 -> min=24000 max=36000
        3만원 전후 니트 -> min=24000 max=36000
        3만원 안팎 니트 -> min=24000 max=38999
        3만원 언저리 니트 -> min=24000 max=38999
        한 3만원 하는 니트 -> min=24000 max=36000
        약 3만원 니트 -> min=24000 max=36000
        대략 3만원 니트 -> min=24000 max=36000
        # each
        만원짜리 텀블러 -> min=9000 max=11999
        3만원짜리 니트 -> min=27000 max=35999
        9900원짜리 -> min=9900 max=9900
        9,900원짜리 텀블러 -> min=9900 max=9900
        # other languages
        tumbler under 30,000 won -> max=29999
        tumbler below 30000 won -> max=29999
        tumbler less than 30000 won -> max=29999
        tumbler up to 30,000 won -> max=30000
        tumbler at most 30,000 won -> max=30000
        tumbler no more than 30,000 won -> max=30000
        tumbler within 30,000 won -> max=30000
        tumbler 30,000 won or less -> max=30000
        duvet over 200,000 won -> min=200001
        duvet at least 200,000 won -> min=200000
        tumbler between 20,000 and 30,000 won -> min=20000 max=30000
        tumbler 20,000 to 30,000 won -> min=20000 max=30000
        tumbler around 30,000 won -> min=24000 max=36000
        tumbler under 30000 KRW -> max=29999
        # a liking, no limit
        저렴한 텀블러 -> lean=cheap
        가성비 좋은 텀블러 -> lean=cheap
        싸고 좋은 텀블러 -> lean=cheap
        너무 비싸지 않은 텀블러 -> lean=cheap
        비싸지 않은 텀블러 -> lean=cheap
        안 비싼 텀블러 -> lean=cheap
        비싼 거 말고 텀블러 -> lean=cheap
        가격 부담 없는 텀블러 -> lean=cheap
        착한 가격 텀블러 -> lean=cheap
        cheap tumbler -> lean=cheap
        not too expensive tumbler -> lean=cheap
        비싸도 되니까 좋은 이불 -> lean=premium
        비싸도 괜찮은 이불 -> lean=premium
        """

    static let discounts = """
        반값 이불 -> discount=49
        반값에 파는 이불 -> discount=49
        반값 할인하는 이불 -> discount=49
        절반 가격 이불 -> discount=49
        half price duvet -> discount=49
        30% 할인하는 이불 -> discount=30
        30% 이상 할인하는 이불 -> discount=30
        30퍼센트 이상 할인 이불 -> discount=30
        30프로 할인 이불 -> discount=30
        30프로 이상 세일하는 이불 -> discount=30
        30퍼 이상 세일 이불 -> discount=30
        할인율 30% 이상 이불 -> discount=30
        할인율 30프로 넘는 이불 -> discount=30
        30% 넘게 세일하는 이불 -> discount=30
        30% 세일 중인 이불 -> discount=30
        at least 30% off duvet -> discount=30
        duvet 30% off -> discount=30
        duvet with 30% discount -> discount=30
        할인하는 이불 -> discount=1
        할인 중인 이불 -> discount=1
        세일하는 이불 -> discount=1
        세일 중인 이불 -> discount=1
        특가 이불 -> discount=1
        duvet on sale -> discount=1
        많이 깎아주는 이불 -> discount=10
        """

    static let orders = """
        제일 싼 텀블러 -> sort=price_asc
        가장 싼 텀블러 -> sort=price_asc
        젤 싼 텀블러 -> sort=price_asc
        제일 저렴한 텀블러 -> sort=price_asc
        최저가 텀블러 -> sort=price_asc
        텀블러 싼 순서로 -> sort=price_asc
        텀블러 싼 순으로 -> sort=price_asc
        텀블러 저렴한 순 -> sort=price_asc
        텀블러 가격 낮은 순 -> sort=price_asc
        텀블러 낮은 가격순 -> sort=price_asc
        텀블러 싼 것부터 -> sort=price_asc
        cheapest tumbler -> sort=price_asc
        tumbler lowest price first -> sort=price_asc
        제일 비싼 이불 -> sort=price_desc
        가장 비싼 이불 -> sort=price_desc
        이불 비싼 순으로 -> sort=price_desc
        이불 비싼 것부터 -> sort=price_desc
        이불 가격 높은 순 -> sort=price_desc
        most expensive duvet -> sort=price_desc
        평점 높은 니트 -> sort=rating
        평점 높은 순으로 니트 -> sort=rating
        평점 제일 높은 니트 -> sort=rating
        평점이 높은 니트 -> sort=rating
        별점 좋은 니트 -> sort=rating
        별점순으로 니트 -> sort=rating
        평이 좋은 니트 -> sort=rating
        후기 좋은 니트 -> sort=rating
        best rated sweater -> sort=rating
        top rated sweater -> sort=rating
        highest rated sweater -> sort=rating
        리뷰 많은 니트 -> sort=reviews
        후기 많은 니트 -> sort=reviews
        후기가 많은 니트 -> sort=reviews
        리뷰 제일 많은 니트 -> sort=reviews
        후기 많은 순 니트 -> sort=reviews
        인기순 니트 -> sort=reviews
        인기 많은 니트 -> sort=reviews
        인기 있는 니트 -> sort=reviews
        제일 인기 있는 니트 -> sort=reviews
        잘 나가는 니트 -> sort=reviews
        많이 팔린 니트 -> sort=reviews
        제일 많이 팔린 니트 -> sort=reviews
        판매량 많은 니트 -> sort=reviews
        best selling sweater -> sort=reviews
        most popular sweater -> sort=reviews
        sweater with the most reviews -> sort=reviews
        최신순 니트 -> sort=newest
        최근에 나온 니트 -> sort=newest
        새로 나온 니트 -> sort=newest
        신상 니트 -> sort=newest
        신상품 니트 -> sort=newest
        갓 나온 니트 -> sort=newest
        newest sweater -> sort=newest
        latest sweater -> sort=newest
        할인율 높은 순 이불 -> sort=discount
        할인 많이 하는 순 이불 -> sort=discount
        할인폭 큰 이불 -> sort=discount
        할인율 제일 높은 이불 -> sort=discount
        biggest discount duvet -> sort=discount
        """

    static let stock = """
        재고 있는 텀블러 -> stock
        재고 있는 걸로 텀블러 -> stock
        재고가 있는 텀블러 -> stock
        바로 살 수 있는 텀블러 -> stock
        지금 살 수 있는 텀블러 -> stock
        바로 구매 가능한 텀블러 -> stock
        지금 바로 주문 가능한 텀블러 -> stock
        품절 아닌 텀블러 -> stock
        품절 안 된 텀블러 -> stock
        품절 제외 텀블러 -> stock
        품절된 거 빼고 텀블러 -> stock
        품절된 거 말고 텀블러 -> stock
        오늘 출발 텀블러 -> stock
        당일발송 텀블러 -> stock
        tumbler in stock -> stock
        """

    static let colors = """
        검정 러닝화 -> color=블랙
        검정색 러닝화 -> color=블랙
        검은색 러닝화 -> color=블랙
        까만 러닝화 -> color=블랙
        까만색 러닝화 -> color=블랙
        블랙 러닝화 -> color=블랙
        블랙 컬러 러닝화 -> color=블랙
        black running shoes -> color=블랙
        흰색 이불 -> color=화이트
        하얀 이불 -> color=화이트
        하얀색 이불 -> color=화이트
        화이트 이불 -> color=화이트
        white duvet -> color=화이트
        남색 러닝화 -> color=네이비
        네이비 러닝화 -> color=네이비
        파란색 이불 -> color=블루
        파란 이불 -> color=블루
        핑크색 니트 -> color=핑크
        분홍색 니트 -> color=핑크
        분홍 니트 -> color=핑크
        아이보리색 니트 -> color=아이보리
        아이보리 색상 니트 -> color=아이보리
        은색 텀블러 -> color=실버
        검정이나 흰색 러닝화 -> color=블랙 color=화이트
        카키색 장화 -> color=카키
        """

    static let sizes = """
        러닝화 270 -> size=270
        러닝화 270 있어요? -> size=270
        러닝화 270mm -> size=270
        러닝화 270 사이즈 -> size=270
        270 사이즈 러닝화 있나요 -> size=270
        러닝화 사이즈 270으로 -> size=270
        니트 M 사이즈 -> size=M
        니트 M사이즈 -> size=M
        M 니트 -> size=M
        라지 사이즈 니트 -> size=L
        스몰 니트 -> size=S
        퀸사이즈 이불 -> size=Q
        퀸 이불 -> size=Q
        킹 사이즈 이불 -> size=K
        슈퍼싱글 이불 -> size=SS
        Q 사이즈 이불 -> size=Q
        여자 니트 -> gender=여성
        여성용 니트 -> gender=여성
        women's sweater -> gender=여성
        """

    static let exclusions = """
        검정 말고 러닝화 -> no-color=블랙
        검정색 빼고 러닝화 -> no-color=블랙
        검은색 제외하고 러닝화 -> no-color=블랙
        블랙 아닌 러닝화 -> no-color=블랙
        검정색이 아닌 러닝화 -> no-color=블랙
        검정은 빼고 러닝화 -> no-color=블랙
        검정색은 싫은데 러닝화 -> no-color=블랙
        검정 제외 러닝화 -> no-color=블랙
        흰색 검정 빼고 러닝화 -> no-color=블랙 no-color=화이트
        running shoes not black -> no-color=블랙
        running shoes except black -> no-color=블랙
        핑크 말고 니트 -> no-color=핑크
        울 말고 니트 -> no-material=울
        울 안 들어간 니트 -> no-material=울
        울 빼고 니트 -> no-material=울
        울 아닌 니트 -> no-material=울
        울이 안 들어간 니트 -> no-material=울
        울 없는 니트 -> no-material=울
        울 소재 말고 니트 -> no-material=울
        달무리 말고 러닝화 -> no-brand=달무리
        달무리 제외하고 러닝화 -> no-brand=달무리
        달무리 빼고 다른 러닝화 -> no-brand=달무리
        달무리 브랜드 말고 러닝화 -> no-brand=달무리
        달무리 아닌 러닝화 -> no-brand=달무리
        """

    static let nothing = """
        이불 -> -
        원피스 -> -
        만년필 -> -
        텀블러 두 개 -> -
        오일 -> -
        구두 -> -
        3단 우산 -> -
        2인용 텐트 -> -
        1인용 소파 -> -
        5종 세트 -> -
        100매 -> -
        20000mAh 배터리 -> -
        은행 달력 -> -
        여자친구 선물 -> -
        남자친구 생일 -> -
        첫 번째 -> -
        천연 비누 -> -
        백팩 -> -
        구름 무드등 -> -
        용도별로 -> -
        오래 신는 러닝화 -> -
        """
}
