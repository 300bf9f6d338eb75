/// How Korean writes the Latin words of everyday shopping.
enum LoanWords {
    static func reading(_ letters: Scalars) -> String? {
        guard letters.count <= 20 else { return nil }
        let key = folded(letters)
        if let known = table[key] { return known }
        // A plural without an entry of its own.
        if key.hasSuffix("s"), key.count > 3, let singular = table[String(key.dropLast())] { return singular + "스" }
        return nil
    }

    /// Two known words in one: smartwatch, laptopstand. nil where there is no such border.
    static func compound(_ letters: Scalars) -> String? {
        guard (6...24).contains(letters.count) else { return nil }
        for border in 3...(letters.count - 3) {
            let (head, tail) = (folded(Array(letters[..<border])), folded(Array(letters[border...])))
            if let first = table[head], let second = table[tail] { return first + second }
        }
        return nil
    }

    private static func folded(_ letters: Scalars) -> String { letters.map(\.lowered).text(0..<letters.count) }

    private static let table: [String: String] = {
        var table: [String: String] = [:]
        let fields = words.split { $0 == " " || $0 == "\n" }.map(String.init)
        for index in stride(from: 0, to: fields.count - 1, by: 2) { table[fields[index]] = fields[index + 1] }
        return table
    }()

    /// Written, spoken, written, spoken …
    private static let words = """
        xs 엑스스몰 xl 엑스라지 xxl 투엑스라지 xxxl 쓰리엑스라지 xxs 투엑스스몰 free 프리 small 스몰 medium 미디엄 large 라지 size 사이즈 one 원 two 투
        three 쓰리 four 포 five 파이브 six 식스 seven 세븐 eight 에잇 nine 나인 ten 텐 zero 제로 half 하프 double 더블 single 싱글 triple 트리플
        sale 세일 event 이벤트 new 뉴 best 베스트 hot 핫 top 톱 item 아이템 shop 숍 store 스토어 mall 몰 market 마켓 brand 브랜드 gift 기프트 card 카드
        point 포인트 coupon 쿠폰 member 멤버 membership 멤버십 vip 브이아이피 review 리뷰 order 오더 delivery 딜리버리 express 익스프레스 limited 리미티드
        edition 에디션 special 스페셜 premium 프리미엄 basic 베이직 classic 클래식 original 오리지널 signature 시그니처 standard 스탠더드 deluxe 디럭스
        plus 플러스 pro 프로 max 맥스 mini 미니 lite 라이트 light 라이트 ultra 울트라 super 슈퍼 air 에어 neo 네오 note 노트 tab 탭 pad 패드 book 북
        black 블랙 white 화이트 red 레드 blue 블루 green 그린 yellow 옐로 pink 핑크 purple 퍼플 gray 그레이 grey 그레이 brown 브라운 beige 베이지
        navy 네이비 ivory 아이보리 khaki 카키 orange 오렌지 mint 민트 silver 실버 gold 골드 rose 로즈 wine 와인 cream 크림 charcoal 차콜 camel 캐멀
        sky 스카이 olive 올리브 coral 코럴 lavender 라벤더 burgundy 버건디 natural 내추럴 clear 클리어 multi 멀티 color 컬러 colour 컬러 denim 데님
        cotton 코튼 linen 리넨 wool 울 cashmere 캐시미어 silk 실크 nylon 나일론 polyester 폴리에스터 leather 레더 suede 스웨이드 fleece 플리스 knit 니트
        tweed 트위드 corduroy 코듀로이 mesh 메시 down 다운 fur 퍼 canvas 캔버스 rayon 레이온 spandex 스판덱스 acrylic 아크릴 goretex 고어텍스
        shirt 셔츠 shirts 셔츠 tee 티 jacket 재킷 coat 코트 padding 패딩 jumper 점퍼 cardigan 카디건 sweater 스웨터 hoodie 후디 hood 후드 vest 베스트
        dress 드레스 skirt 스커트 pants 팬츠 jean 진 jeans 진 denims 데님 slacks 슬랙스 shorts 쇼츠 leggings 레깅스 suit 슈트 blouse 블라우스 blazer 블레이저
        shoes 슈즈 shoe 슈즈 sneakers 스니커즈 sneaker 스니커즈 boots 부츠 boot 부츠 loafer 로퍼 sandal 샌들 slipper 슬리퍼 heel 힐 running 러닝 runner 러너
        training 트레이닝 sports 스포츠 sport 스포츠 outdoor 아웃도어 golf 골프 tennis 테니스 yoga 요가 camping 캠핑 hiking 하이킹 trail 트레일 trekking 트레킹
        swim 스윔 fitness 피트니스 gym 짐 bike 바이크 road 로드 city 시티 urban 어번 street 스트리트 casual 캐주얼 formal 포멀 vintage 빈티지 retro 레트로
        bag 백 backpack 백팩 tote 토트 shoulder 숄더 cross 크로스 clutch 클러치 wallet 월릿 belt 벨트 cap 캡 hat 해트 beanie 비니 scarf 스카프 muffler 머플러
        glove 글러브 gloves 글러브 socks 삭스 watch 워치 ring 링 earring 이어링 necklace 네크리스 bracelet 브레이슬릿 sunglasses 선글라스 glasses 글라스
        glass 글라스 umbrella 엄브렐러 pouch 파우치 case 케이스 cover 커버 strap 스트랩
        phone 폰 smart 스마트 tablet 태블릿 laptop 랩톱 notebook 노트북 computer 컴퓨터 monitor 모니터 keyboard 키보드 mouse 마우스 speaker 스피커 sound 사운드
        earphone 이어폰 headphone 헤드폰 headset 헤드셋 bluetooth 블루투스 wireless 와이어리스 wired 와이어드 charger 차저 cable 케이블 adapter 어댑터 adaptor 어댑터
        battery 배터리 power 파워 bank 뱅크 hub 허브 dock 독 memory 메모리 storage 스토리지 disk 디스크 drive 드라이브 camera 카메라 lens 렌즈 tripod 트라이포드
        printer 프린터 scanner 스캐너 router 라우터 modem 모뎀 server 서버 gaming 게이밍 gamer 게이머 game 게임 console 콘솔 controller 컨트롤러 display 디스플레이
        screen 스크린 touch 터치 pen 펜 pencil 펜슬 stylus 스타일러스 stand 스탠드 holder 홀더 mount 마운트 arm 암 kit 키트 set 세트 pack 팩 box 박스
        tv 티브이 pc 피씨 usb 유에스비 wifi 와이파이 wi 와이 fi 파이 nfc 엔에프씨 gps 지피에스 led 엘이디 oled 올레드 qled 큐레드 lcd 엘씨디 hdmi 에이치디엠아이 uhd 유에이치디
        fhd 에프에이치디 hdr 에이치디알 ssd 에스에스디 hdd 에이치디디 ram 램 rom 롬 cpu 씨피유 gpu 지피유 sim 심 app 앱 web 웹 online 온라인 offline 오프라인
        internet 인터넷 home 홈 office 오피스 kitchen 키친 living 리빙 bath 배스 bed 베드 sofa 소파 table 테이블 chair 체어 desk 데스크 lamp 램프 mirror 미러
        rug 러그 cushion 쿠션 pillow 필로 blanket 블랭킷 towel 타월 candle 캔들 diffuser 디퓨저 pot 포트 pan 팬 cup 컵 mug 머그 tumbler 텀블러 bottle 보틀
        coffee 커피 tea 티 milk 밀크 water 워터 juice 주스 beer 비어 whisky 위스키 chocolate 초콜릿 cookie 쿠키 cake 케이크 bread 브레드 snack 스낵 fresh 프레시
        organic 오가닉 vegan 비건 protein 프로틴 vitamin 비타민 omega 오메가 diet 다이어트 skin 스킨 toner 토너 lotion 로션 essence 에센스 serum 세럼 ampoule 앰풀
        mask 마스크 sun 선 cleansing 클렌징 foam 폼 shampoo 샴푸 conditioner 컨디셔너 treatment 트리트먼트 hair 헤어 body 보디 hand 핸드 foot 풋 lip 립 eye 아이
        nail 네일 makeup 메이크업 foundation 파운데이션 powder 파우더 blush 블러시 perfume 퍼퓸 care 케어 baby 베이비 kids 키즈 kid 키드 junior 주니어 men 멘
        man 맨 mens 멘즈 women 우먼 woman 우먼 womens 우먼즈 unisex 유니섹스 family 패밀리 pet 펫 dog 도그 cat 캣 toy 토이 doll 돌 puzzle 퍼즐 lego 레고
        car 카 auto 오토 motor 모터 tire 타이어 engine 엔진 oil 오일 tool 툴 drill 드릴 hammer 해머
        summer 서머 winter 윈터 spring 스프링 autumn 오텀 fall 폴 season 시즌 day 데이 night 나이트 morning 모닝 time 타임 week 위크 weekend 위켄드 today 투데이
        love 러브 happy 해피 lucky 러키 good 굿 nice 나이스 cool 쿨 warm 웜 soft 소프트 hard 하드 dry 드라이 wet 웨트 slim 슬림 fit 핏 wide 와이드 long 롱
        short 쇼트 high 하이 low 로 big 빅 over 오버 under 언더 out 아웃 in 인 on 온 off 오프 up 업 and 앤드 or 오어 the 더 of 오브 for 포 with 위드 to 투 by 바이
        me 미 pod 팟 pods 팟 galaxy 갤럭시 my 마이 your 유어 you 유 we 위 it 잇 is 이즈 no 노 yes 예스 ok 오케이 hello 헬로 hi 하이 thank 땡큐 thanks 땡스 please 플리즈 welcome 웰컴
        star 스타 sky 스카이 sea 시 ocean 오션 river 리버 mountain 마운틴 forest 포레스트 tree 트리 flower 플라워 garden 가든 farm 팜 field 필드 house 하우스
        room 룸 door 도어 window 윈도 wall 월 line 라인 zone 존 world 월드 global 글로벌 korea 코리아 seoul 서울 japan 재팬 america 아메리카 europe 유럽 asia 아시아
        design 디자인 designer 디자이너 style 스타일 fashion 패션 trend 트렌드 beauty 뷰티 health 헬스 life 라이프 lab 랩 studio 스튜디오 works 웍스 work 워크
        club 클럽 team 팀 company 컴퍼니 group 그룹 project 프로젝트 collection 컬렉션 series 시리즈 model 모델 version 버전 type 타입 mode 모드 level 레벨
        step 스텝 check 체크 stripe 스트라이프 dot 도트 logo 로고 print 프린트 pattern 패턴 solid 솔리드 pocket 포켓 button 버튼 zip 지프 zipper 지퍼 round 라운드
        neck 넥 collar 칼라 sleeve 슬리브 sleeveless 슬리브리스 crop 크롭 layer 레이어 waterproof 워터프루프 windproof 윈드프루프 eco 에코 recycle 리사이클
        google 구글 gmail 지메일 naver 네이버 kakao 카카오 youtube 유튜브 instagram 인스타그램 facebook 페이스북 twitter 트위터 apple 애플 android 안드로이드 windows 윈도우
        mac 맥 linux 리눅스 pay 페이 com 컴 net 넷 org 오알지 www 더블유더블유더블유 http 에이치티티피 email 이메일 mail 메일 id 아이디 help 헬프 support 서포트 info 인포
        center 센터 service 서비스 call 콜 chat 챗 ai 에이아이 robot 로봇 voice 보이스 video 비디오 audio 오디오 music 뮤직 movie 무비 photo 포토 news 뉴스 live 라이브
        q 큐 faq 에프에이큐 diy 디아이와이 abs 에이비에스 eva 이바 pvc 피브이씨 pu 피유 uv 유브이 spf 에스피에프 ph 피에이치 dna 디엔에이
        """
}
